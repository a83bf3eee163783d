package dev.slipway.evidence;

import dev.slipway.deployments.ImageRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Decimals;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Evidence in the database: inserted, never changed, gone by its age alone.
@Repository
class EvidenceRows {

  private static final String OF_IMAGE =
      """
      from evidence where case when cast(:digest as text) is null
          then repository = :repository and digest is null and tag = :tag
          else digest = :digest end
        and (service is null or service = :service)
      """;

  private final JdbcClient jdbc;

  EvidenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  EvidenceView insert(
      UUID id,
      RecordEvidence wish,
      @Nullable UUID service,
      Collection<EnvironmentClass> classes,
      Actor actor) {
    var findings = wish.findings();
    return jdbc.sql(
            """
            insert into evidence (id, repository, tag, digest, service, kind, tool, passed, summary,
              coverage, critical, high, medium, low, commit_id, branch, url, since_id, commits,
              classes, via, source, source_name)
            values (:id, :repository, :tag, :digest, :service, :kind, :tool, :passed, :summary,
              :coverage, :critical, :high, :medium, :low, :commit, :branch, :url, :since, :commits,
              :classes, :via, :source, :sourceName)
            returning *
            """)
        .param("id", id)
        .param("repository", repository(wish.image()))
        .param("tag", wish.image().tag())
        .param("digest", wish.image().digest())
        .param("service", service)
        .param("kind", wish.kind().slug())
        .param("tool", wish.tool())
        .param("passed", wish.passed())
        .param("summary", wish.summary())
        .param("coverage", wish.coverage())
        .param("critical", findings == null ? null : findings.critical())
        .param("high", findings == null ? null : findings.high())
        .param("medium", findings == null ? null : findings.medium())
        .param("low", findings == null ? null : findings.low())
        .param("commit", wish.commit())
        .param("branch", wish.branch())
        .param("url", wish.url())
        .param("since", wish.since())
        .param("commits", wish.commits().toArray(String[]::new))
        .param(
            "classes", classes.stream().map(EnvironmentClass::slug).sorted().toArray(String[]::new))
        .param("via", actor.via().name().toLowerCase(Locale.ROOT))
        .param("source", actor.token() == null ? actor.person() : actor.token())
        .param("sourceName", actor.name())
        .query(EvidenceRows::row)
        .single();
  }

  /// The newest of every kind and tool for the content with this digest that counts there; what
  /// webhooks say beside what people and their tokens say, so that neither takes the other back.
  List<EvidenceView> counting(UUID service, String digest, EnvironmentClass environmentClass) {
    return jdbc.sql(
            """
            select distinct on (kind, tool, via = 'webhook') * from evidence
            where digest = :digest and (service is null or service = :service)
              and :class = any (classes)
            order by kind, tool, via = 'webhook' desc, seq desc
            """)
        .param("digest", digest)
        .param("service", service)
        .param("class", environmentClass.slug())
        .query(EvidenceRows::row)
        .list();
  }

  /// The newest of every kind and tool for an image that counts there, as {@link #counting} has it,
  /// and the newest that does not; by the tag only where the image has no digest.
  List<EvidenceView> newest(UUID service, ImageRef image, EnvironmentClass environmentClass) {
    return jdbc.sql(
            "select distinct on (kind, tool, counts, hook) * from (select *, via = 'webhook' as hook,"
                + " digest is not null and :class = any (classes) as counts "
                + OF_IMAGE
                + ") known order by kind, tool, counts desc, hook desc, seq desc")
        .param("class", environmentClass.slug())
        .param("digest", image.digest())
        .param("repository", repository(image))
        .param("tag", image.tag() == null ? "latest" : image.tag())
        .param("service", service)
        .query(EvidenceRows::row)
        .list();
  }

  /// The newest of a service, newest first.
  List<EvidenceView> ofService(UUID service, int most) {
    return jdbc.sql("select * from evidence where service = :service order by seq desc limit :most")
        .param("service", service)
        .param("most", most)
        .query(EvidenceRows::row)
        .list();
  }

  /// @param before only what came before this one; null for all
  List<EvidenceView> search(
      @Nullable ImageRef image, @Nullable UUID service, @Nullable Long before, int most) {
    return jdbc.sql(
            """
            select * from evidence
            where (cast(:digest as text) is null or digest = :digest)
              and (cast(:repository as text) is null or repository = :repository)
              and (cast(:tag as text) is null or tag = :tag)
              and (cast(:service as uuid) is null or service = :service)
              and (cast(:before as bigint) is null or seq < :before)
            order by seq desc limit :most
            """)
        .param("digest", image == null ? null : image.digest())
        .param("repository", image == null || image.digest() != null ? null : repository(image))
        .param("tag", image == null || image.digest() != null ? null : image.tag())
        .param("service", service)
        .param("before", before)
        .param("most", most)
        .query(EvidenceRows::row)
        .list();
  }

  int forget(Duration age) {
    return jdbc.sql(
            """
            delete from evidence
            where recorded_at < clock_timestamp() - make_interval(secs => :seconds)
            """)
        .param("seconds", age.toSeconds())
        .update();
  }

  /// The same for `redis` and `docker.io/library/redis`.
  static String repository(ImageRef image) {
    return image.registry() + "/" + image.repository();
  }

  private static EvidenceView row(ResultSet row, int number) throws SQLException {
    var coverage = row.getBigDecimal("coverage");
    return new EvidenceView(
        row.getObject("id", UUID.class),
        row.getLong("seq"),
        row.getString("repository"),
        row.getString("tag"),
        row.getString("digest"),
        row.getObject("service", UUID.class),
        EvidenceKind.ofSlug(row.getString("kind")).orElseThrow(),
        row.getString("tool"),
        row.getBoolean("passed"),
        row.getString("summary"),
        coverage == null ? null : plain(coverage),
        findings(row),
        row.getString("commit_id"),
        row.getString("branch"),
        row.getString("url"),
        row.getString("since_id"),
        List.of((String[]) row.getArray("commits").getArray()),
        Stream.of((String[]) row.getArray("classes").getArray())
            .map(slug -> EnvironmentClass.valueOf(slug.toUpperCase(Locale.ROOT)))
            .sorted()
            .toList(),
        row.getString("source_name"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant());
  }

  /// `84.2` for 84.20, and `80` for 80.00.
  private static BigDecimal plain(BigDecimal coverage) {
    return new BigDecimal(Decimals.plain(coverage));
  }

  private static @Nullable Findings findings(ResultSet row) throws SQLException {
    var critical = row.getObject("critical", Integer.class);
    return critical == null
        ? null
        : new Findings(critical, row.getInt("high"), row.getInt("medium"), row.getInt("low"));
  }
}
