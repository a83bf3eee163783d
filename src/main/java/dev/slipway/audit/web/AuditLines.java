package dev.slipway.audit.web;

import dev.slipway.audit.AuditEntry;
import dev.slipway.audit.ExportTarget;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes events as lines: JSON Lines without loss, or CSV that no spreadsheet takes for a formula.
@Component
class AuditLines {

  static final Set<String> FORMATS = Set.of("jsonl", "csv");
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "at",
          "actor",
          "person",
          "via",
          "action",
          "subjectKind",
          "subjectId",
          "subjectName",
          "service",
          "environment",
          "outcome",
          "reason",
          "planHash",
          "before",
          "after",
          "requestId",
          "address",
          "authenticatedAt",
          "version",
          "hash");

  private final JsonMapper json;

  AuditLines(JsonMapper json) {
    this.json = json;
  }

  /// The fields of the API and of JSON Lines.
  Map<String, @Nullable Object> object(AuditEntry entry) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", entry.id());
    fields.put("at", entry.at());
    fields.put("actor", entry.actor());
    fields.put("person", entry.personId());
    fields.put("via", entry.via());
    fields.put("action", entry.action());
    fields.put("subjectKind", entry.subject().kind());
    fields.put("subjectId", entry.subject().id());
    fields.put("subjectName", entry.subject().name());
    fields.put("service", entry.subject().service());
    fields.put("environment", entry.subject().environment());
    fields.put("outcome", AuditAddress.word(entry.outcome()));
    fields.put("reason", entry.reason());
    fields.put("planHash", entry.planHash());
    fields.put("before", entry.before());
    fields.put("after", entry.after());
    fields.put("requestId", entry.requestId());
    fields.put("address", entry.address());
    fields.put("authenticatedAt", entry.authenticatedAt());
    fields.put("version", entry.version());
    fields.put("hash", entry.hash());
    return fields;
  }

  ExportTarget into(String format, HttpServletResponse response) {
    return new Response(format.equals("csv"), response);
  }

  String jsonLine(AuditEntry entry) {
    return json.writeValueAsString(object(entry));
  }

  String csvLine(AuditEntry entry) {
    var fields = object(entry);
    return COLUMNS.stream().map(fields::get).map(AuditLines::cell).collect(Collectors.joining(","));
  }

  /// A cell that begins like a formula gets a quote in front (OWASP, CSV injection); some
  /// spreadsheets read the wide forms of the same characters too.
  static String cell(@Nullable Object value) {
    var text = value == null ? "" : value.toString();
    var first = Normalizer.normalize(text.substring(0, Math.min(1, text.length())), Form.NFKC);
    if (!first.isEmpty() && "=+-@\t\r\n".indexOf(first.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.matches("[\\w .:/'-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private final class Response implements ExportTarget {

    private final boolean csv;
    private final HttpServletResponse response;
    private @Nullable PrintWriter writer;

    Response(boolean csv, HttpServletResponse response) {
      this.csv = csv;
      this.response = response;
    }

    @Override
    public void begin() {
      response.setContentType(csv ? "text/csv" : "application/jsonl");
      response.setCharacterEncoding("UTF-8");
      response.setHeader(
          "Content-Disposition",
          "attachment; filename=\"slipway-audit." + (csv ? "csv" : "jsonl") + "\"");
      try {
        writer = response.getWriter();
        // The session is stored with the first byte: now, before the trail's connection is held.
        response.flushBuffer();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      if (csv) {
        writeLine(String.join(",", COLUMNS));
      }
    }

    @Override
    public void add(AuditEntry entry) {
      writeLine(csv ? csvLine(entry) : jsonLine(entry));
    }

    @Override
    public void end() {
      if (writer != null) {
        writer.flush();
      }
    }

    private void writeLine(String line) {
      var open = Objects.requireNonNull(writer);
      open.write(line);
      open.write(csv ? "\r\n" : "\n");
      if (open.checkError()) {
        throw new UncheckedIOException(new IOException("the reader of the export went away"));
      }
    }
  }
}
