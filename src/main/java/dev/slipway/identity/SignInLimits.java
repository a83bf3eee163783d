package dev.slipway.identity;

import dev.slipway.kernel.AddressNetwork;
import dev.slipway.kernel.UuidV7;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Limits guesses per name and address, in the database so that every replica counts the same. The
/// window slides: nobody is locked out for longer than it, and a person signing in from where they
/// did before is not locked out by strangers at all. An address that fails often may be an ingress
/// with everybody behind it: it is braked to few guesses per name, never closed to those who signed
/// in from it before.
@Component
class SignInLimits {

  private static final Logger LOG = LoggerFactory.getLogger(SignInLimits.class);
  private static final int PER_NAME_AND_ADDRESS = 8;
  private static final int PER_NAME = 40;
  private static final int PER_NAME_WHILE_BRAKED = 2;
  private static final int BRAKE_ADDRESS = 60;
  private static final int CLOSE_ADDRESS = 600;
  private static final String NOT_A_NAME = "?";

  private final JdbcClient jdbc;

  SignInLimits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One spelling of a name, so that another spelling is not another count.
  static String canonical(String typed) {
    var name = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    return Names.isHandle(name) ? name : NOT_A_NAME;
  }

  /// Counts the attempt first, so that parallel guesses are counted too; empty when there were too
  /// many.
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  Optional<UUID> admit(String name, String from) {
    var address = AddressNetwork.of(from);
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into sign_in_attempt (id, name, address, succeeded)
            values (:id, :name, :address, false)
            """)
        .param("id", id)
        .param("name", name)
        .param("address", address)
        .update();
    var counts = counts(name, address);
    var admitted = counts.admit();
    if (!admitted) {
      LOG.warn(
          "Sign-in as '{}' from {} is limited: {} failures in 15 minutes for this name, {} from this"
              + " address",
          name,
          address,
          counts.name(),
          counts.address());
    }
    return admitted ? Optional.of(id) : Optional.empty();
  }

  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void succeeded(UUID attempt) {
    jdbc.sql("update sign_in_attempt set succeeded = true where id = :id")
        .param("id", attempt)
        .update();
  }

  @Scheduled(cron = "0 41 * * * *", zone = "UTC")
  @Transactional
  void forget() {
    jdbc.sql("delete from sign_in_attempt where at < clock_timestamp() - interval '30 days'")
        .update();
  }

  private Counts counts(String name, String address) {
    return jdbc.sql(
            """
            with recent as (
              select name, address, succeeded from sign_in_attempt
              where (name = :name or address = :address)
                and at > clock_timestamp() - interval '15 minutes')
            select
              count(*) filter (where name = :name and address = :address and not succeeded) as pair,
              count(*) filter (where name = :name and not succeeded) as name,
              count(*) filter (where address = :address and not succeeded) as address,
              exists (
                select from sign_in_attempt
                where name = :name and address = :address and succeeded) as known_pair
            from recent
            """)
        .param("name", name)
        .param("address", address)
        .query(Counts.class)
        .single();
  }

  record Counts(long pair, long name, long address, boolean knownPair) {

    boolean admit() {
      if (knownPair) {
        return pair <= PER_NAME_AND_ADDRESS;
      }
      var perName = address <= BRAKE_ADDRESS ? PER_NAME_AND_ADDRESS : PER_NAME_WHILE_BRAKED;
      return pair <= perName && name <= PER_NAME && address <= CLOSE_ADDRESS;
    }
  }
}
