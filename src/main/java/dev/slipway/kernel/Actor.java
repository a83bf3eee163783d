package dev.slipway.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who acts, as the audit trail names it: a person behind a session or a token, the portal itself,
/// or somebody seen only in the cluster.
///
/// @param person the person, or null for the portal, a cluster user and strangers
/// @param name what to show
/// @param authenticatedAt when the person last proved who they are; decides step-up
/// @param token the API token that speaks for the person, or null; its scope bounds their rights
public record Actor(
    @Nullable UUID person,
    String name,
    Via via,
    @Nullable String address,
    @Nullable String requestId,
    @Nullable Instant authenticatedAt,
    @Nullable UUID token) {

  /// How long a proof of who one is holds for weighty acts.
  public static final Duration PROOF_HOLDS = Duration.ofMinutes(5);

  /// The portal itself, by the name that people read: "system" would be a system of the catalog.
  public static final Actor SYSTEM = new Actor(null, "Slipway", Via.SYSTEM, null, null, null);

  public static final Actor ANONYMOUS =
      new Actor(null, "anonymous", Via.ANONYMOUS, null, null, null);

  private static final String BY_TOKEN = " by token ";

  /// Whoever comes without a token.
  public Actor(
      @Nullable UUID person,
      String name,
      Via via,
      @Nullable String address,
      @Nullable String requestId,
      @Nullable Instant authenticatedAt) {
    this(person, name, via, address, requestId, authenticatedAt, null);
  }

  /// Somebody known only by what a cluster reports, such as a field manager.
  public static Actor seenInCluster(String manager) {
    return new Actor(null, manager, Via.CLUSTER, null, null, null);
  }

  /// The name of a person behind a token.
  public static String byToken(String person, String token) {
    return person + BY_TOKEN + token;
  }

  /// Whom to ask, by a name that was written down: a token cannot be asked, its person can.
  public static String toAsk(String name) {
    var token = name.indexOf(BY_TOKEN);
    return token < 0 ? name : name.substring(0, token);
  }

  /// Who one caller is where calls are counted or told apart: a token, else the person by the way
  /// they came. Two tokens of a person are two callers.
  public String caller() {
    return token == null
        ? via.name().toLowerCase(Locale.ROOT) + " " + (person == null ? name : person)
        : "token " + token;
  }

  /// How long the proof still holds; zero if it is too old, or if there is none.
  public Duration proofLeft(Instant now) {
    if (via != Via.SESSION || authenticatedAt == null) {
      return Duration.ZERO;
    }
    var left = Duration.between(now, authenticatedAt.plus(PROOF_HOLDS));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Whether the person acts here themselves, not a token of theirs.
  public boolean actsInPerson() {
    return via == Via.SESSION && person != null;
  }

  public boolean is(UUID other) {
    return other.equals(person);
  }
}
