package dev.slipway.backups;

import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Declared backups report in with keys of their own: a key says how runs of one backup ended, and
/// nothing else anywhere. Only its hash is kept, so nobody can read it again; revoked, it ends at
/// once, on every replica, and what it said since it leaked is believed no more.
@Service
public class Reports {

  private static final String ACTION = "backup.report";
  private static final String PREFIX = "slb_";
  private static final Pattern FORM = Pattern.compile("slb_[A-Za-z0-9_-]{43}");
  private static final int MOST_KEYS = 2;

  /// Three times as many as a backup every five minutes makes.
  private static final int MOST_OF_A_DAY = 1000;

  private static final int BYTES = 32;

  private final JdbcClient jdbc;
  private final SourceRows sources;
  private final RunRows runs;
  private final BackupRights rights;
  private final SignIns strangers;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();

  Reports(
      JdbcClient jdbc,
      SourceRows sources,
      RunRows runs,
      BackupRights rights,
      SignIns strangers,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.sources = sources;
    this.runs = runs;
    this.rights = rights;
    this.strangers = strangers;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Transactional(readOnly = true)
  public List<ReportKey> keys(UUID backup) {
    return jdbc.sql("select * from backup_report_key where source = :source order by made_at, id")
        .param("source", backup)
        .query((row, _) -> {
          var used = row.getObject("last_used_at", OffsetDateTime.class);
          return new ReportKey(
              row.getObject("id", UUID.class),
              row.getString("made_by"),
              row.getObject("made_at", OffsetDateTime.class).toInstant(),
              used == null ? null : used.toInstant());
        })
        .list();
  }

  /// Makes one more key and gives its value, which nobody can read again.
  @Transactional
  public String addKey(UUID backup, Actor actor) {
    var row = changing(backup, actor);
    if (keys(backup).size() >= MOST_KEYS) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "It has two keys already. Revoke the one that nobody uses any more, then make another.");
    }
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var key = UuidV7.next();
    jdbc.sql(
            "insert into backup_report_key (id, source, hash, made_by)"
                + " values (:id, :source, :hash, :by)")
        .param("id", key)
        .param("source", backup)
        .param("hash", hash(secret))
        .param("by", actor.name())
        .update();
    announce("backup.key-made", row, actor, Map.of("key", key.toString()));
    return secret;
  }

  /// Ends a key at once.
  ///
  /// @param since from when on it was in wrong hands: what arrived with it from then on counts as
  ///   not reported; null where all of it stays believed
  /// @throws FieldRefused for a moment that is still to come
  @Transactional
  public void revoke(UUID backup, UUID key, @Nullable Instant since, Actor actor) {
    var row = changing(backup, actor);
    if (since != null && since.isAfter(now())) {
      throw new FieldRefused("since", "That is still to come. Say since when it was known.");
    }
    var gone =
        jdbc.sql("delete from backup_report_key where id = :id and source = :source")
            .param("id", key)
            .param("source", backup)
            .update();
    if (gone == 1) {
      announce(
          "backup.key-revoked",
          row,
          actor,
          since == null
              ? Map.of("key", key.toString())
              : Map.of(
                  "key", key.toString(),
                  "notBelievedSince", since.toString(),
                  "reportsNotBelieved", runs.unbelieve(backup, key, since)));
    }
  }

  /// Keeps how a run ended, once the key is known.
  ///
  /// @param secret the bearer token that came with it, or null
  /// @param body makes the report; called only when the key is known
  /// @return whether the run was not known before
  /// @throws DomainFailure NOT_SIGNED_IN for every wrong key alike
  public boolean accept(
      String backup,
      @Nullable String secret,
      Actor stranger,
      java.util.function.Supplier<Report> body) {
    try {
      return Boolean.TRUE.equals(transaction.execute(_ -> keep(backup, secret, stranger, body)));
    } catch (KeyRefused refused) {
      strangers.refusedStranger(ACTION, stranger, subject(backup), refused.why);
      throw new DomainFailure(
          ProblemType.NOT_SIGNED_IN,
          "This key does not report for this backup. Make one on the backup's page and send it as bearer token.");
    }
  }

  private boolean keep(
      String backup,
      @Nullable String secret,
      Actor stranger,
      java.util.function.Supplier<Report> body) {
    var row =
        id(backup)
            .flatMap(id -> sources.find(id, true))
            .filter(found -> !found.isRetired())
            .orElseThrow(() -> new KeyRefused("unknown or retired backup"));
    var key =
        jdbc.sql(
                """
                update backup_report_key set last_used_at = clock_timestamp()
                where source = :source and hash = :hash returning id
                """)
            .param("source", row.id())
            .param(
                "hash",
                secret != null && FORM.matcher(secret).matches() ? hash(secret) : new byte[0])
            .query(UUID.class)
            .optional()
            .orElseThrow(() -> new KeyRefused("unknown or revoked key"));
    var report = body.get();
    report.requireTimely(now());
    var run = report.asRun();
    var isNew = runs.keep(row.id(), run, key) || runs.worsen(row.id(), run, key);
    if (!isNew) {
      requireSame(row, run);
    }
    if (isNew && runs.ofLastDay(row.id()) > MOST_OF_A_DAY) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS,
          "More than %d runs of this backup were reported within a day. Give a run that is sent again the name that it had; if nothing of yours sends them, revoke the key."
              .formatted(MOST_OF_A_DAY));
    }
    if (isNew) {
      events.publishEvent(
          new BackupChanged(
              "backup.run-reported",
              new Actor(
                  null,
                  "report of " + row.name(),
                  Via.WEBHOOK,
                  stranger.address(),
                  stranger.requestId(),
                  null),
              BackupRights.subject(row, rights.services(row)),
              Map.of(),
              Map.of("run", report.run(), "outcome", report.outcome().slug())));
    }
    return isNew;
  }

  /// The same run sent again changes nothing; said to have gone better than it was told before, it
  /// is another statement.
  private void requireSame(SourceRow row, BackupRun run) {
    var kept = runs.named(row.id(), run.title()).orElse(run);
    if (kept.outcome() != run.outcome()) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Run %s is kept as %s, and stays so. Report another run under a name of its own."
              .formatted(run.title(), kept.outcome().slug()));
    }
  }

  /// Of whoever could not be known; for the trail alone.
  private static final class KeyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String why;

    private KeyRefused(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }

  private Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  private SourceRow changing(UUID backup, Actor actor) {
    var row = sources.find(backup, true).orElseThrow(Backups::nothing);
    rights.require(row, List.of(), actor);
    if (row.kind() != BackupKind.DECLARED) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "Its cluster tells how its runs went; nothing needs to report in.");
    }
    if (row.isRetired()) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "It was retired, so nothing reports in for it any more.");
    }
    return row;
  }

  private void announce(String action, SourceRow row, Actor actor, Map<String, Object> after) {
    events.publishEvent(
        new BackupChanged(
            action, actor, BackupRights.subject(row, rights.services(row)), Map.of(), after));
  }

  private static Optional<UUID> id(String backup) {
    try {
      return Optional.of(UUID.fromString(backup));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Subject subject(String backup) {
    var shown = id(backup).map(UUID::toString).orElse("?");
    return Subject.of("backup", shown, "/backup-reports/" + shown);
  }

  /// The key has 256 random bits, so a fast hash is enough.
  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
