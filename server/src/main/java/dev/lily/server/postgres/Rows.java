package dev.lily.server.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Queries of one connection, answered as lists. */
final class Rows {
  private final Connection connection;

  Rows(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of a row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Does something with a row. */
  interface Visitor {
    void visit(ResultSet row) throws SQLException;
  }

  <T> List<T> of(String query, Reader<T> reader, Object... parameters) throws SQLException {
    List<T> all = new ArrayList<>();
    each(query, row -> all.add(reader.read(row)), parameters);
    return all;
  }

  /** Asks; an array of numbers is one parameter. */
  void each(String query, Visitor visitor, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] instanceof Long[] numbers) {
          statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
        } else {
          statement.setObject(i + 1, parameters[i]);
        }
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
    }
  }

  static List<String> texts(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }
}
