package dev.slipway.identity;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Passwords of local accounts, kept as Argon2id only.
@Component
class Passwords {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;
  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final PasswordWork work = PasswordWork.ofThisMachine();
  private volatile @Nullable String decoy;

  Passwords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Compares with the person's password; for nobody, and for somebody without one, with a decoy,
  /// so that the time taken tells nothing.
  ///
  /// @throws dev.slipway.kernel.DomainFailure if too many others wait
  boolean matches(@Nullable PersonId person, String password) {
    if (password.length() > LONGEST) {
      return false;
    }
    var stored = person == null ? Optional.<String>empty() : stored(person);
    var matches = work.done(() -> encoder.matches(password, stored.orElseGet(this::decoy)));
    return matches && stored.isPresent();
  }

  boolean has(PersonId person) {
    return stored(person).isPresent();
  }

  /// @param field the field of a form that it was typed into, or an empty string
  static void check(String field, String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new InvalidIdentity(
          field,
          "A password has "
              + SHORTEST
              + " to "
              + LONGEST
              + " characters, this one "
              + password.length()
              + "; a sentence does well.");
    }
  }

  void set(PersonId person, String password) {
    check("", password);
    jdbc.sql(
            """
            insert into local_account (person_id, password_hash) values (:person, :hash)
            on conflict (person_id) do update
              set password_hash = excluded.password_hash, changed_at = clock_timestamp()
            """)
        .param("person", person.value())
        .param("hash", encoder.encode(password))
        .update();
  }

  private Optional<String> stored(PersonId person) {
    return jdbc.sql("select password_hash from local_account where person_id = :person")
        .param("person", person.value())
        .query(String.class)
        .optional();
  }

  private String decoy() {
    var known = decoy;
    if (known == null) {
      known = Objects.requireNonNull(encoder.encode("nobody has this password"));
      decoy = known;
    }
    return known;
  }
}
