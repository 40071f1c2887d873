import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * Runs commands of Flyway on one database and prints what it says: a line a fact, with tabs between, and a line "end"
 * after each command.
 *
 * <p>Arguments: JDBC URL, user, password. A command is a line of its standard input: the command (migrate, validate,
 * info, repair), then settings of Flyway as key=value, with tabs between.
 */
public class RunFlyway {
  public static void main(String[] args) throws Exception {
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split("\t");
      Map<String, String> settings = new HashMap<>();
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        settings.put("flyway." + words[i].substring(0, equals), words[i].substring(equals + 1));
      }
      try {
        run(Flyway.configure().configuration(settings).dataSource(args[0], args[1], args[2]).load(), words[0], out);
      } catch (RuntimeException e) {
        out.println("error\t" + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      }
      out.println("end");
    }
  }

  private static void run(Flyway flyway, String command, PrintStream out) {
    switch (command) {
      case "migrate":
        out.println("migrated\t" + flyway.migrate().migrationsExecuted);
        break;
      case "validate":
        for (ValidateOutput o : flyway.validateWithResult().invalidMigrations) {
          out.println(o.errorDetails.errorCode);
        }
        break;
      case "info":
        for (MigrationInfo i : flyway.info().all()) {
          out.println(describe(i));
        }
        break;
      case "repair":
        flyway.repair();
        break;
      default:
        throw new IllegalArgumentException(command);
    }
  }

  private static String describe(MigrationInfo i) {
    return String.join(
        "\t",
        i.getState().getDisplayName(),
        i.getInstalledRank() == null ? "-" : i.getInstalledRank().toString(),
        i.getVersion() == null ? "R" : i.getVersion().toString(),
        i.getDescription(),
        i.getType().name(),
        i.getScript(),
        i.getChecksum() == null ? "-" : i.getChecksum().toString());
  }
}
