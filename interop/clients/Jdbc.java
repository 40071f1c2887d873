import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Asks the Redshift JDBC driver and prints what it says, a line a fact, with tabs between.
 *
 * <p>Arguments: JDBC URL, user, password, and what to do: read (the metadata of every schema) or work (statements).
 */
public class Jdbc {
  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
      if (args[3].equals("read")) {
        read(connection.getMetaData());
      } else {
        work(connection);
      }
    }
  }

  private static void fact(Object... fields) {
    List<String> line = new ArrayList<>();
    for (Object field : fields) {
      line.add(field == null ? "" : field.toString().replaceAll("\\s+", " "));
    }
    System.out.println(String.join("\t", line));
  }

  private static void read(DatabaseMetaData metadata) throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (ResultSet r = metadata.getSchemas()) {
      while (r.next()) {
        fact("schema", r.getString("TABLE_SCHEM"));
        schemas.add(r.getString("TABLE_SCHEM"));
      }
    }
    schemas.removeAll(List.of("pg_catalog", "information_schema"));
    for (String schema : schemas) {
      relations(metadata, schema);
      routines(metadata, schema);
    }
    try (ResultSet r = metadata.getTypeInfo()) {
      while (r.next()) {
        fact("type", r.getString("TYPE_NAME"), r.getInt("DATA_TYPE"));
      }
    }
  }

  private static void relations(DatabaseMetaData metadata, String schema) throws SQLException {
    Set<String> shown = new HashSet<>(); // and not indexes
    try (ResultSet r = metadata.getTables(null, schema, "%", new String[] {"TABLE", "VIEW"})) {
      while (r.next()) {
        String name = r.getString("TABLE_NAME");
        fact(r.getString("TABLE_TYPE").toLowerCase(), schema + "." + name, r.getString("REMARKS"));
        shown.add(name);
        if (r.getString("TABLE_TYPE").equals("TABLE")) {
          primaryKey(metadata, schema, name);
        }
      }
    }
    columns(metadata, schema, shown);
    foreignKeys("foreign key", metadata.getImportedKeys(null, schema, null));
    foreignKeys("exported key", metadata.getExportedKeys(null, schema, null));
    try (ResultSet r = metadata.getTablePrivileges(null, schema, "%")) {
      while (r.next()) {
        if (!r.getString("GRANTEE").equals(r.getString("GRANTOR"))) { // and not what owners have by themselves
          fact("privilege", schema + "." + r.getString("TABLE_NAME"), r.getString("GRANTEE"), r.getString("PRIVILEGE"));
        }
      }
    }
  }

  private static void primaryKey(DatabaseMetaData metadata, String schema, String table) throws SQLException {
    TreeMap<Integer, String> columns = new TreeMap<>();
    String key = "";
    try (ResultSet r = metadata.getPrimaryKeys(null, schema, table)) {
      while (r.next()) {
        key = r.getString("PK_NAME");
        columns.put(r.getInt("KEY_SEQ"), r.getString("COLUMN_NAME"));
      }
    }
    if (!columns.isEmpty()) {
      fact("primary key", schema + "." + table, key, String.join(",", columns.values()));
    }
  }

  /** Prints a key a line; its columns come a row each. */
  private static void foreignKeys(String kind, ResultSet r) throws SQLException {
    Map<List<String>, TreeMap<Integer, String[]>> keys = new LinkedHashMap<>();
    while (r.next()) {
      List<String> key = List.of(r.getString("FKTABLE_SCHEM") + "." + r.getString("FKTABLE_NAME"),
          r.getString("FK_NAME"), r.getString("PKTABLE_SCHEM") + "." + r.getString("PKTABLE_NAME"));
      keys.computeIfAbsent(key, k -> new TreeMap<>()).put(r.getInt("KEY_SEQ"),
          new String[] {r.getString("FKCOLUMN_NAME"), r.getString("PKCOLUMN_NAME")});
    }
    r.close();
    keys.forEach((key, columns) -> {
      String own = columns.values().stream().map(c -> c[0]).collect(Collectors.joining(","));
      String other = columns.values().stream().map(c -> c[1]).collect(Collectors.joining(","));
      fact(kind, key.get(0), key.get(1), own, key.get(2), other);
    });
  }

  private static void columns(DatabaseMetaData metadata, String schema, Set<String> shown) throws SQLException {
    Map<String, Integer> before = new HashMap<>(); // the numbers of the catalog have gaps where columns were dropped
    try (ResultSet r = metadata.getColumns(null, schema, "%", "%")) {
      while (r.next()) {
        String table = r.getString("TABLE_NAME");
        if (!shown.contains(table)) {
          continue;
        }
        String type = r.getString("TYPE_NAME");
        int size = r.getInt("COLUMN_SIZE");
        if (type.equals("numeric") && size > 0) {
          type += "(" + size + "," + r.getInt("DECIMAL_DIGITS") + ")";
        } else if (List.of("varchar", "bpchar", "char").contains(type) && size > 0) {
          type += "(" + size + ")";
        }
        fact("column", schema + "." + table + "." + r.getString("COLUMN_NAME"),
            before.merge(table, 1, Integer::sum), type, "NO".equals(r.getString("IS_NULLABLE")) ? "not null" : "null",
            r.getString("COLUMN_DEF"), r.getString("REMARKS"));
      }
    }
  }

  private static void routines(DatabaseMetaData metadata, String schema) throws SQLException {
    Set<String> procedures = new HashSet<>();
    try (ResultSet r = metadata.getProcedures(null, schema, "%")) {
      while (r.next()) {
        if (r.getInt("PROCEDURE_TYPE") == DatabaseMetaData.procedureNoResult) { // functions are listed too
          fact("procedure", schema + "." + r.getString("PROCEDURE_NAME"));
          procedures.add(r.getString("PROCEDURE_NAME"));
        }
      }
    }
    try (ResultSet r = metadata.getProcedureColumns(null, schema, "%", "%")) {
      while (r.next()) {
        if (procedures.contains(r.getString("PROCEDURE_NAME"))) {
          fact("argument", schema + "." + r.getString("PROCEDURE_NAME"), r.getInt("ORDINAL_POSITION"),
              r.getString("COLUMN_NAME"), r.getString("TYPE_NAME"));
        }
      }
    }
    try (ResultSet r = metadata.getFunctions(null, schema, "%")) {
      while (r.next()) {
        fact("function", schema + "." + r.getString("FUNCTION_NAME"));
      }
    }
  }

  private static void work(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table sale (id int not null, who varchar(20), price decimal(10,2), day date, at timestamp, "
          + "good boolean) diststyle key distkey (id) sortkey (day)");
      connection.setAutoCommit(false);
      batch(connection);
      fact("in the transaction", count(statement));
      connection.rollback();
      fact("rolled back", count(statement));
      fact("updated", Arrays.toString(batch(connection)));
      connection.commit();
      fact("committed", count(statement));
      try {
        statement.execute("select nothing from sale");
      } catch (SQLException e) {
        fact("refused", e.getSQLState());
      }
      connection.rollback();
    }
    try (PreparedStatement select = connection.prepareStatement("select * from sale where id > ? and day < ? order by id")) {
      select.setInt(1, 1);
      select.setDate(2, Date.valueOf("2024-02-01"));
      fact("columns", select.getMetaData().getColumnCount(), select.getParameterMetaData().getParameterCount());
      try (ResultSet r = select.executeQuery()) {
        while (r.next()) {
          fact("row", r.getInt(1), r.getString(2), r.getBigDecimal(3), r.getDate(4), r.getTimestamp(5), r.getObject(6));
        }
      }
    }
  }

  private static int[] batch(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into sale values (?, ?, ?, ?, ?, ?)")) {
      for (int i = 1; i <= 3; i++) {
        insert.setInt(1, i);
        insert.setString(2, i == 2 ? null : "O'Neil \\ " + i);
        insert.setBigDecimal(3, new BigDecimal("10.5").multiply(new BigDecimal(i)));
        insert.setDate(4, Date.valueOf("2024-01-0" + i));
        insert.setTimestamp(5, Timestamp.valueOf("2024-01-01 10:20:30.123456"));
        if (i == 3) {
          insert.setNull(6, Types.BOOLEAN);
        } else {
          insert.setBoolean(6, i == 1);
        }
        insert.addBatch();
      }
      return insert.executeBatch();
    }
  }

  private static int count(Statement statement) throws SQLException {
    try (ResultSet r = statement.executeQuery("select count(*) from sale")) {
      r.next();
      return r.getInt(1);
    }
  }
}
