package dev.slipway.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An incoming webhook, without its keys' values.
///
/// @param team id of the team whose services it speaks for
/// @param services slugs; empty for all of the team
/// @param lastRefusal why the last delivery was turned away, for administrators only
public record HookView(
    UUID id,
    String name,
    UUID team,
    List<String> services,
    String madeBy,
    Instant madeAt,
    @Nullable String disabledBy,
    @Nullable Instant disabledAt,
    @Nullable Instant lastAcceptedAt,
    @Nullable Instant lastRefusedAt,
    @Nullable String lastRefusal,
    long refusals,
    List<Key> keys) {

  public HookView {
    services = List.copyOf(services);
    keys = List.copyOf(keys);
  }

  /// A key that signs.
  public record Key(UUID id, String madeBy, Instant madeAt) {}

  /// The same webhook with the keys of the other one too.
  HookView withKeysOf(HookView other) {
    return new HookView(
        id,
        name,
        team,
        services,
        madeBy,
        madeAt,
        disabledBy,
        disabledAt,
        lastAcceptedAt,
        lastRefusedAt,
        lastRefusal,
        refusals,
        Stream.concat(keys.stream(), other.keys.stream()).toList());
  }

  public boolean isEnabled() {
    return disabledAt == null;
  }

  /// Where deliveries go.
  public String path() {
    return "/hooks/" + id;
  }
}
