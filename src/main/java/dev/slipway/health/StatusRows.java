package dev.slipway.health;

import dev.slipway.health.KeptStatus.Written;
import dev.slipway.health.StatusFact.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The tables of statuses. Every write asks in its own statement whether the lease still holds.
@Repository
class StatusRows {

  private static final int LONGEST_FACT = 300;
  private static final int LONGEST_REASON = 1_000;

  private final JdbcClient jdbc;

  StatusRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Where a service runs, by ids.
  record Place(UUID service, UUID environment) {}

  Instant now() {
    return jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
  }

  /// Rows that were written since a moment by the database's clock.
  List<KeptStatus> movedSince(Instant moment) {
    return jdbc.sql("select * from health_standing where moved_at >= :moment")
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .query((row, _) -> kept(row))
        .list();
  }

  /// Writes rows that are still as the writer saw them, and the changes of those, in one
  /// transaction.
  ///
  /// @return where something was written
  @Transactional
  public Set<Place> write(List<Written> all, UUID me) {
    var moved =
        new HashSet<>(
            jdbc.sql(
                    """
                    insert into health_standing as kept
                      (service, environment, state, since, other_since, worse, step)
                    select t.service, t.environment, t.state, t.since, t.other_since, t.worse, t.step
                      from unnest(:services::uuid[], :environments::uuid[], :states::text[],
                        :sinces::timestamptz[], :others::timestamptz[], :worse::boolean[], :steps::int[])
                        as t (service, environment, state, since, other_since, worse, step)
                     where
                    """
                        + StatusLease.HELD
                        + """
                         on conflict (service, environment) do update
                           set state = excluded.state, since = excluded.since,
                             other_since = excluded.other_since, worse = excluded.worse,
                             step = excluded.step, moved_at = clock_timestamp()
                           where kept.step = excluded.step - 1
                        returning service, environment
                        """)
                .param("services", texts(all, one -> one.kept().service()))
                .param("environments", texts(all, one -> one.kept().environment()))
                .param("states", texts(all, one -> one.kept().state().slug()))
                .param("sinces", texts(all, one -> one.kept().since()))
                .param("others", texts(all, one -> one.kept().otherSince()))
                .param("worse", texts(all, one -> one.kept().worse()))
                .param("steps", texts(all, one -> one.kept().step()))
                .param("me", me)
                .query((row, _) -> place(row))
                .list());
    record(
        all.stream()
            .filter(one -> one.change() != null && moved.contains(place(one.kept())))
            .toList());
    return moved;
  }

  private void record(List<Written> changed) {
    if (changed.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into health_change
              (id, service, environment, at, before, state, source, fact, reason)
            select * from unnest(:ids::uuid[], :services::uuid[], :environments::uuid[],
              :ats::timestamptz[], :befores::text[], :states::text[], :sources::text[],
              :facts::text[], :reasons::text[])
            """)
        .param("ids", change(changed, KeptStatus.Change::id))
        .param("services", texts(changed, one -> one.kept().service()))
        .param("environments", texts(changed, one -> one.kept().environment()))
        .param("ats", texts(changed, one -> one.kept().since()))
        .param("befores", change(changed, one -> slug(one.before())))
        .param("states", texts(changed, one -> one.kept().state().slug()))
        .param("sources", change(changed, one -> one.source().slug()))
        .param("facts", change(changed, one -> cut(one.fact(), LONGEST_FACT)))
        .param("reasons", change(changed, one -> cut(one.reason(), LONGEST_REASON)))
        .update();
  }

  /// Forgets what is believed of places that are not there any more; their history stays.
  void keepOnly(Set<Place> places, UUID me) {
    jdbc.sql(
            """
            delete from health_standing as kept
             where not exists (select from unnest(:services::uuid[], :environments::uuid[])
                 as t (service, environment)
               where t.service = kept.service and t.environment = kept.environment) and
            """
                + StatusLease.HELD)
        .param(
            "services", places.stream().map(it -> it.service().toString()).toArray(String[]::new))
        .param(
            "environments",
            places.stream().map(it -> it.environment().toString()).toArray(String[]::new))
        .param("me", me)
        .update();
  }

  /// Notes that somebody looks. A gap before that is kept: nothing is known of it.
  @Transactional
  public void looked(Duration longest, UUID me) {
    jdbc.sql(
            """
            insert into health_gap (from_at, until_at)
            select looked_at, clock_timestamp() from health_lease
             where holder = :me and until > clock_timestamp()
               and looked_at < clock_timestamp() - make_interval(secs => :longest)
            on conflict do nothing
            """)
        .param("me", me)
        .param("longest", longest.toSeconds())
        .update();
    jdbc.sql(
            """
            update health_lease set looked_at = clock_timestamp()
             where holder = :me and until > clock_timestamp()
            """)
        .param("me", me)
        .update();
  }

  /// Newest first.
  List<StatusChange> changes(
      UUID service, @Nullable UUID environment, @Nullable UUID after, int most) {
    return jdbc.sql(
            """
            select * from health_change
             where service = :service and (:environment::uuid is null or environment = :environment::uuid)
               and (:after::uuid is null
                 or (at, id) < (select at, id from health_change where id = :after::uuid))
             order by at desc, id desc limit :most
            """)
        .param("service", service)
        .param("environment", environment)
        .param("after", after)
        .param("most", most)
        .query((row, _) -> change(row))
        .list();
  }

  List<Gap> gaps(Duration within) {
    return jdbc.sql(
            """
            select from_at, until_at from health_gap
             where until_at > clock_timestamp() - make_interval(secs => ?) order by from_at desc
            """)
        .param(within.toSeconds())
        .query((row, _) -> new Gap(at(row, "from_at"), at(row, "until_at")))
        .list();
  }

  /// Deletes what is past its time.
  int forget(Duration keep) {
    jdbc.sql("delete from health_gap where until_at < clock_timestamp() - make_interval(secs => ?)")
        .param(keep.toSeconds())
        .update();
    return jdbc.sql(
            "delete from health_change where recorded_at < clock_timestamp() - make_interval(secs => ?)")
        .param(keep.toSeconds())
        .update();
  }

  static Place place(KeptStatus kept) {
    return new Place(kept.service(), kept.environment());
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getObject("service", UUID.class), row.getObject("environment", UUID.class));
  }

  private static KeptStatus kept(ResultSet row) throws SQLException {
    var other = row.getObject("other_since", OffsetDateTime.class);
    return new KeptStatus(
        row.getObject("service", UUID.class),
        row.getObject("environment", UUID.class),
        state(row.getString("state")),
        at(row, "since"),
        other == null ? null : other.toInstant(),
        row.getBoolean("worse"),
        row.getInt("step"));
  }

  private static StatusChange change(ResultSet row) throws SQLException {
    var before = row.getString("before");
    return new StatusChange(
        row.getObject("id", UUID.class),
        row.getObject("service", UUID.class),
        row.getObject("environment", UUID.class),
        at(row, "at"),
        before == null ? null : state(before),
        state(row.getString("state")),
        Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
        row.getString("fact"),
        row.getString("reason"),
        at(row, "recorded_at"));
  }

  private static HealthState state(String slug) {
    return HealthState.valueOf(slug.toUpperCase(Locale.ROOT));
  }

  private static @Nullable String slug(@Nullable HealthState state) {
    return state == null ? null : state.slug();
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static @Nullable String[] change(
      List<Written> all, Function<KeptStatus.Change, @Nullable Object> part) {
    return texts(
        all,
        one -> {
          var change = one.change();
          return change == null ? null : part.apply(change);
        });
  }

  private static @Nullable String[] texts(
      List<Written> all, Function<Written, @Nullable Object> part) {
    return all.stream()
        .map(part)
        .map(value -> value == null ? null : value.toString())
        .toArray(String[]::new);
  }
}
