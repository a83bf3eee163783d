package dev.slipway.verification;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What smoke tests do, as rows keep it: columns `kind` and `probe`.
@Component
class ProbeText {

  private final JsonMapper json;

  ProbeText(JsonMapper json) {
    this.json = json;
  }

  String write(SmokeProbe probe) {
    return json.writeValueAsString(probe);
  }

  SmokeProbe read(ResultSet row) throws SQLException {
    var text = row.getString("probe");
    return switch (row.getString("kind")) {
      case HttpProbe.KIND -> json.readValue(text, HttpProbe.class);
      case JobProbe.KIND -> json.readValue(text, JobProbe.class);
      default -> throw new IllegalStateException("a smoke test of an unknown kind");
    };
  }
}
