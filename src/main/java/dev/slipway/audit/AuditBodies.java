package dev.slipway.audit;

import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.UuidV7;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Turns events into what is stored and hashed. The form has a version, so that old rows verify for
/// ever.
@Component
class AuditBodies {

  static final short VERSION = 1;
  private static final int LONGEST = 2_000;

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  AuditBody of(PortalEvent event) {
    var id = UuidV7.next();
    var content = content(id, event);
    var line = json.writeValueAsString(content);
    return new AuditBody(id, event, content, line, sha256(line));
  }

  private ObjectNode content(UUID id, PortalEvent event) {
    var actor = event.actor();
    var subject = event.subject();
    var content = json.createObjectNode();
    content.put("version", VERSION);
    content.put("id", id.toString());
    content.put("actor", clean(actor.name()));
    content.put("person", actor.person() == null ? null : actor.person().toString());
    content.put("via", actor.via().name());
    content.put("address", actor.address());
    content.put("request", actor.requestId());
    var authenticated = actor.authenticatedAt();
    content.put(
        "authenticatedAt",
        authenticated == null ? null : authenticated.truncatedTo(ChronoUnit.MICROS).toString());
    content.put("action", event.action());
    content.put("subjectKind", subject.kind());
    content.put("subjectId", clean(subject.id()));
    content.put("subjectName", clean(subject.name()));
    content.put("service", subject.service());
    content.put("environment", subject.environment());
    content.put("outcome", event.outcome().name());
    content.put("reason", event.reason() == null ? null : clean(event.reason()));
    content.put("planHash", event.planHash());
    content.set("before", tree(event.before()));
    content.set("after", tree(event.after()));
    return content;
  }

  private JsonNode tree(Map<String, Object> facts) {
    return json.readTree(json.writeValueAsString(facts).replace("\\u0000", "\\ufffd"));
  }

  /// PostgreSQL text holds no null character, and a row is not the place for a novel.
  private static String clean(String text) {
    var shown = text.replace('\0', '\ufffd');
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
