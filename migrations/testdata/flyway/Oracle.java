import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.core.internal.resource.filesystem.FileSystemResource;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.core.internal.util.FileUtils;
import org.flywaydb.core.internal.util.StringUtils;
import org.flywaydb.database.redshift.RedshiftParser;
import tools.jackson.databind.ObjectMapper;

/** Asks Flyway's own classes. Reads questions, one JSON array of strings a line, and writes {"ask":…,"answer":…}. */
public class Oracle {
    private static final String[] SCRIPTS = { ".cmd", ".bat", ".ps1", ".py", ".sh", ".bash" };
    private final ClassicConfiguration configuration = new ClassicConfiguration();
    private final Path file;

    private Oracle() throws Exception {
        configuration.setPlaceholderReplacement(false);
        file = Files.createTempDirectory("oracle").resolve("f.sql");
    }

    public static void main(final String[] args) throws Exception {
        final Oracle oracle = new Oracle();
        final ObjectMapper json = new ObjectMapper();
        final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            final String[] ask = json.readValue(line, String[].class);
            List<String> answer;
            try {
                answer = oracle.answer(ask);
            } catch (final Exception e) {
                answer = List.of("error");
            }
            out.println("{\"ask\":" + json.writeValueAsString(ask)
                + ",\"answer\":" + json.writeValueAsString(answer) + "}");
        }
        out.flush();
    }

    private List<String> answer(final String[] ask) throws Exception {
        switch (ask[0]) {
            case "version":
                final MigrationVersion version = MigrationVersion.fromVersion(ask[1]);
                return version.isPredefined() ? List.of("reserved") : List.of(version.toString());
            case "compare":
                final MigrationVersion left = MigrationVersion.fromVersion(ask[1]);
                return List.of("" + Integer.signum(left.compareTo(MigrationVersion.fromVersion(ask[2]))));
            case "checksum": // the bytes are characters up to U+00FF
                Files.write(file, ask[2].getBytes(StandardCharsets.ISO_8859_1));
                final Charset charset = Charset.forName(ask[1]);
                final FileSystemResource resource = new FileSystemResource(null, file.toString(), charset, false);
                return List.of("" + ChecksumCalculator.calculate(resource));
            case "name":
                return name(ask[1]);
            case "properties":
                final List<String> settings = new ArrayList<>();
                final var map = ConfigUtils.loadConfigurationFromReader(new StringReader(ask[1]), true);
                new TreeMap<>(map).forEach((key, value) -> {
                    settings.add(key);
                    settings.add(value);
                });
                return settings;
            case "fill": // x stands for 1 and is the only placeholder
                return List.of(FileUtils.copyToString(
                    new PlaceholderReplacingReader(ask[1], ask[2], ":", Map.of("x", "1"), new StringReader(ask[3]))));
            case "split":
                return split(ask[1]);
            default:
                throw new IllegalArgumentException(ask[0]);
        }
    }

    private List<String> split(final String text) {
        final List<String> statements = new ArrayList<>();
        final RedshiftParser parser = new RedshiftParser(configuration, new ParsingContext());
        try (SqlStatementIterator iterator = parser.parse(new StringResource(text))) {
            for (SqlStatement s; (s = iterator.next()) != null; ) {
                statements.add(s.canExecuteInTransaction() ? "inside" : "outside");
                statements.add(s.getSql());
            }
        }
        return statements;
    }

    /** What SqlMigrationResolver and ScriptMigrationResolver do with a name, without their folders. */
    private List<String> name(final String filename) throws Exception {
        final ResourceNameParser parser = new ResourceNameParser(configuration);
        final List<String> sql = taken(filename, parser.parse(filename), "sql", ".sql");
        if (!sql.isEmpty()) {
            return sql;
        }
        return notScript(filename) ? List.of() : taken(filename, parser.parse(filename, SCRIPTS), "script", "");
    }

    private List<String> taken(final String filename, final ResourceName name, final String how, final String suffix) {
        if (!name.isValid()) {
            return List.of();
        }
        final String prefix = Event.fromId(name.getPrefix()) == null ? name.getPrefix() : "";
        if (!StringUtils.startsAndEndsWith(filename, prefix, suffix)) {
            return List.of();
        }
        final MigrationVersion version = name.getVersion();
        final String text = version == null ? "" : version.isPredefined() ? "reserved" : version.toString();
        return List.of(how, name.getPrefix(), text, name.getDescription(), name.getSuffix());
    }

    private boolean notScript(final String filename) throws Exception {
        final Class<?> resolver = Class.forName("org.flywaydb.core.internal.resolver.script.ScriptMigrationResolver");
        final var method = resolver.getDeclaredMethod("isNotScriptFile", String.class);
        method.setAccessible(true);
        final Object instance = resolver.getDeclaredConstructors()[0].newInstance(null, configuration, null, null);
        return (Boolean) method.invoke(instance, filename);
    }
}
