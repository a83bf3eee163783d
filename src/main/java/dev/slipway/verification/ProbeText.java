package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What smoke tests do, as rows keep it: columns `kind` and `probe`.
@Component
class ProbeText {

  private final JsonMapper json;

  ProbeText(JsonMapper json) {
    this.json = json;
  }

  String write(SmokeProbe probe) {
    return probe instanceof RefusedProbe refused
        ? refused.stored()
        : json.writeValueAsString(probe);
  }

  /// What is allowed may have become less since it was stored, and whoever reads it may be ending a
  /// rollout: that must not fail by it.
  SmokeProbe read(ResultSet row) throws SQLException {
    var text = row.getString("probe");
    var kind = row.getString("kind");
    try {
      return switch (kind) {
        case HttpProbe.KIND -> json.readValue(text, HttpProbe.class);
        case JobProbe.KIND -> json.readValue(text, JobProbe.class);
        default -> new RefusedProbe(kind, "This version knows no tests of its kind.", text);
      };
    } catch (JacksonException refused) {
      return new RefusedProbe(
          kind,
          refused.getCause() instanceof FieldRefused field
              ? field.detail()
              : "It cannot be read any more.",
          text);
    }
  }
}
