package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.SlipwaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The first start: one administrator by a one-time token, made by one replica and printed once.
/// Over, and gone for good, as soon as there is an administrator.
@Service
public class Setup {

  private static final int SHORTEST_TOKEN = 20;

  private final JdbcClient jdbc;
  private final Rights rights;
  private final People people;
  private final Grants grants;
  private final Passwords passwords;
  private final SlipwaySettings settings;
  private final @Nullable Path tokenFile;

  Setup(
      JdbcClient jdbc,
      Rights rights,
      People people,
      Grants grants,
      Passwords passwords,
      SlipwaySettings settings,
      @Value("${slipway.setup-token-file:#{null}}") @Nullable Path tokenFile) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.people = people;
    this.grants = grants;
    this.passwords = passwords;
    this.settings = settings;
    this.tokenFile = tokenFile;
  }

  /// Whether the portal has no administrator yet. Never in the sandbox, which brings one along.
  public boolean isOpen() {
    return !settings.isSandbox()
        && rights.now().withAnyRole(Set.of(Role.PLATFORM_ADMIN), Scope.PORTAL).isEmpty();
  }

  /// Makes the token if setup is open and no valid one is out.
  ///
  /// @return the token if this replica made it; a token from a file is never returned
  @Transactional
  public Optional<String> begin() {
    if (!isOpen()) {
      return Optional.empty();
    }
    var fromFile = tokenFile == null ? null : read(tokenFile);
    var token = fromFile == null ? Tokens.random() : fromFile;
    var made =
        jdbc.sql(
                """
                insert into setup_token (token_hash, expires_at)
                values (:hash, clock_timestamp() + interval '60 minutes')
                on conflict (only_row) do update
                  set token_hash = excluded.token_hash, expires_at = excluded.expires_at, used_at = null
                  where setup_token.expires_at < clock_timestamp() or :replace
                """)
            .param("hash", Tokens.hash(token))
            // One portal per embedded database: its restart may replace a token that nobody wrote
            // down.
            .param("replace", fromFile != null || settings.embeddedDatabase())
            .update();
    return made == 1 && fromFile == null ? Optional.of(token) : Optional.empty();
  }

  /// Makes the first administrator, once.
  @Transactional
  public PersonSummary finish(
      String token, String handle, String name, String password, Actor stranger) {
    if (!isOpen()) {
      throw new DomainFailure(ProblemType.NOT_FOUND, "There is no page at this address.");
    }
    var used =
        jdbc.sql(
                """
                update setup_token set used_at = clock_timestamp()
                where token_hash = :hash and used_at is null and expires_at > clock_timestamp()
                """)
            .param("hash", Tokens.hash(token))
            .update();
    if (used == 0) {
      throw new InvalidIdentity(
          "That token does not work. It is printed once at the first start and lasts 60 minutes;"
              + " after that, a new start prints another.");
    }
    var actor =
        new Actor(null, "setup", Via.SYSTEM, stranger.address(), stranger.requestId(), null);
    var person = people.register(handle, name, actor);
    passwords.set(person.id(), password);
    grants.give(person.id(), Role.PLATFORM_ADMIN, null, null, "First administrator", actor);
    return person;
  }

  private static String read(Path file) {
    try {
      var token = Files.readString(file).strip();
      if (token.length() < SHORTEST_TOKEN) {
        throw new IllegalStateException(
            "The setup token in " + file + " is shorter than " + SHORTEST_TOKEN + " characters.");
      }
      return token;
    } catch (IOException failure) {
      throw new UncheckedIOException("slipway.setup-token-file cannot be read", failure);
    }
  }
}
