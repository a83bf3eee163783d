package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AddressNetwork;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Finds out for whom a program speaks by its token. Guesses are limited per address, in the
/// database so that every replica counts the same: beyond the limit a token is taken only where one
/// was used before, so that a guess that hits is worth nothing and nobody else is kept out.
@Service
public class TokenUse {

  private static final String ATTEMPT = "token.use";
  private static final int MOST_GUESSES = 60;
  private static final String UNKNOWN =
      "This token is not known. Send a token of yours as 'Authorization: Bearer slw_...'; you make one"
          + " on the page /tokens of the portal.";

  private static final Duration APART = Duration.ofMinutes(1);

  private final ApiTokens tokens;
  private final StoredTokens stored;
  private final Rights rights;
  private final RefusedStrangers strangers;
  private final JdbcClient jdbc;

  TokenUse(
      ApiTokens tokens,
      StoredTokens stored,
      Rights rights,
      RefusedStrangers strangers,
      JdbcClient jdbc) {
    this.tokens = tokens;
    this.stored = stored;
    this.rights = rights;
    this.strangers = strangers;
    this.jdbc = jdbc;
  }

  /// What came of a token that was shown.
  ///
  /// @param actor whoever it speaks for, or null if it is refused
  /// @param whyNot what is wrong with it and what to do, or an empty string
  public record Outcome(@Nullable Actor actor, String whyNot) {}

  /// Takes a token, or says why not.
  ///
  /// @param page what was asked for with it, for the trail
  public Outcome present(String value, Actor stranger, Subject page) {
    var network = AddressNetwork.of(stranger.address());
    if (!ApiTokens.isFormed(value)) {
      return refused(stranger, page, "no token", UNKNOWN);
    }
    var shown = tokens.byValue(value);
    var braked =
        shown.filter(token -> isAtHome(token, stranger)).isEmpty()
            && guesses(network) >= MOST_GUESSES
            && !stored.isKnown(stranger.address());
    var found = braked ? null : shown.orElse(null);
    if (found == null) {
      if (!braked) {
        countGuess(network);
      }
      return refused(stranger, page, braked ? "too many unknown tokens" : "unknown token", UNKNOWN);
    }
    var actor = actor(found, stranger);
    if (found.state() == ApiTokenView.State.REVOKED) {
      return refused(
          actor,
          page,
          "revoked token '" + found.name() + "'",
          "The token '%s' was revoked by %s. Make another one on /tokens."
              .formatted(found.name(), found.revokedBy()));
    }
    if (found.state() == ApiTokenView.State.EXPIRED) {
      return refused(
          actor,
          page,
          "expired token '" + found.name() + "'",
          "The token '%s' expired at %s. Make another one on /tokens."
              .formatted(found.name(), found.expiresAt()));
    }
    if (!found.owner().enabled()) {
      return refused(
          actor,
          page,
          "token '" + found.name() + "' of a disabled account",
          "The account behind the token '%s' is disabled. Ask a platform administrator."
              .formatted(found.name()));
    }
    if (!isNoted(found)) {
      stored.used(found, stranger.address());
    }
    return new Outcome(actor, "");
  }

  /// A token that works where it was used last needs no look at who guesses there.
  private static boolean isAtHome(ApiTokenView token, Actor stranger) {
    return token.inForce()
        && token.lastUsedAddress() != null
        && token.lastUsedAddress().equals(stranger.address());
  }

  /// Whether a use within the last minute is noted, so that this one need not be.
  private boolean isNoted(ApiTokenView token) {
    var last = token.lastUsedAt();
    return last != null && last.plus(APART).isAfter(rights.databaseTimeShown());
  }

  /// Notes a credential that is no token of ours, or a token at an address that takes none.
  public void misplaced(Actor stranger, Subject page, String why) {
    strangers.refused(ATTEMPT, stranger, page, why);
  }

  private Outcome refused(Actor actor, Subject page, String why, String detail) {
    strangers.refused(ATTEMPT, actor, page, why);
    return new Outcome(null, detail);
  }

  /// The person by their token: found in the trail as the person, and read as what it was.
  private static Actor actor(ApiTokenView token, Actor stranger) {
    return new Actor(
        token.owner().id().value(),
        Actor.byToken(token.owner().name(), token.name()),
        Via.TOKEN,
        stranger.address(),
        stranger.requestId(),
        null,
        token.id());
  }

  private long guesses(String network) {
    return jdbc.sql(
            """
            select count(*) from token_guess
            where address = :address and at > clock_timestamp() - interval '15 minutes'
            """)
        .param("address", network)
        .query(Long.class)
        .single();
  }

  @Scheduled(cron = "0 43 * * * *", zone = "UTC")
  void forget() {
    jdbc.sql("delete from token_guess where at < clock_timestamp() - interval '1 day'").update();
  }

  private void countGuess(String network) {
    jdbc.sql("insert into token_guess (id, address) values (:id, :address)")
        .param("id", UuidV7.next())
        .param("address", network)
        .update();
  }
}
