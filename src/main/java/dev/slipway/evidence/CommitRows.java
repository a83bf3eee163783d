package dev.slipway.evidence;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ImageEvidence.Commits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What evidence of kind commits tells, of digests alone: a tag names no content.
@Repository
class CommitRows {

  private static final String COUNTING =
      """
      select distinct on (commit_id, since_id, commits) id, seq, commit_id, since_id, commits
      from evidence
      where kind = 'commits' and digest is not null and (service is null or service = :service)
        and :class = any (classes)
      """;

  private static final String NEWEST =
      """
      select id, commit_id, since_id, commits from (%s order by commit_id, since_id, commits, seq)
        said order by seq desc limit :most
      """;

  private final JdbcClient jdbc;

  CommitRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Commits> ofDigest(UUID service, String digest, EnvironmentClass environmentClass, int most) {
    return jdbc.sql(NEWEST.formatted(COUNTING + " and digest = :digest"))
        .param("digest", digest)
        .param("service", service)
        .param("class", environmentClass.slug())
        .param("most", most)
        .query(CommitRows::row)
        .list();
  }

  List<Commits> upTo(UUID service, String commit, EnvironmentClass environmentClass, int most) {
    return jdbc.sql(
            NEWEST.formatted(
                COUNTING
                    + " and left(commit_id, 7) = left(:commit, 7)"
                    + " and (starts_with(commit_id, :commit) or starts_with(:commit, commit_id))"))
        .param("commit", commit)
        .param("service", service)
        .param("class", environmentClass.slug())
        .param("most", most)
        .query(CommitRows::row)
        .list();
  }

  List<String> madeOf(UUID service, String digest, EnvironmentClass environmentClass, int most) {
    return jdbc.sql(
            """
            select distinct commit_id from evidence
            where digest = :digest and commit_id is not null
              and (service is null or service = :service) and :class = any (classes)
            order by commit_id limit :most
            """)
        .param("digest", digest)
        .param("service", service)
        .param("class", environmentClass.slug())
        .param("most", most)
        .query((row, _) -> row.getString("commit_id"))
        .list();
  }

  private static Commits row(ResultSet row, int number) throws SQLException {
    return new Commits(
        row.getObject("id", UUID.class),
        row.getString("since_id"),
        row.getString("commit_id"),
        List.of((String[]) row.getArray("commits").getArray()));
  }
}
