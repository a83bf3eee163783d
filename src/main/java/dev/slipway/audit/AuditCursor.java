package dev.slipway.audit;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where the next page begins: the last event's id, with a keyed hash that binds it to the filter
/// and the person. Another filter's, another person's or a changed cursor is refused.
@Component
class AuditCursor {

  private static final int MAC_CHARACTERS = 32;

  private final Sealing sealing;

  AuditCursor(Sealing sealing) {
    this.sealing = sealing;
  }

  String after(UUID id, AuditFilter filter, Actor actor) {
    return id.toString().replace("-", "") + mac(id, filter, actor);
  }

  @Nullable UUID read(@Nullable String cursor, AuditFilter filter, Actor actor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    var id = id(cursor);
    var given = cursor.substring(Math.min(cursor.length(), MAC_CHARACTERS));
    if (id == null || !same(given, mac(id, filter, actor))) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "This page marker belongs to another search. Begin with the first page again.");
    }
    return id;
  }

  private static @Nullable UUID id(String cursor) {
    if (!cursor.matches("[0-9a-f]{64}")) {
      return null;
    }
    return new UUID(
        Long.parseUnsignedLong(cursor.substring(0, 16), 16),
        Long.parseUnsignedLong(cursor.substring(16, 32), 16));
  }

  private String mac(UUID id, AuditFilter filter, Actor actor) {
    var bound = "audit cursor\n" + id + "\n" + filter.words() + "\n" + actor.person();
    return sealing.mac(bound.getBytes(StandardCharsets.UTF_8)).substring(0, MAC_CHARACTERS);
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
