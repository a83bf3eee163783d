package dev.slipway.approvals;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Subject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Requests in the database. `now` of every row is `clock_timestamp()` of the same statement.
@Repository
class ApprovalRequests {

  private static final String SELECT =
      """
      select approval_request.*, clock_timestamp() as now,
        exists (select from held_act where held_act.request = approval_request.id) as held
      from approval_request
      """;

  private final JdbcClient jdbc;

  ApprovalRequests(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(RequestApproval request) {
    jdbc.sql(
            """
            insert into approval_request (id, content_hash, subject_kind, subject_id, subject_name,
              subject_service, subject_environment, title, link, reason, scope_team,
              scope_environment, also_teams, also_environments, requester, requester_name, excluded, rules, expires_at)
            values (:id, :hash, :kind, :subject, :name, :service, :environment, :title, :link,
              :reason, :team, :class, :alsoTeams, :alsoClasses, :requester, :requesterName, :excluded, cast(:rules as jsonb),
              :expiresAt)
            """)
        .param("id", request.id().value())
        .param("hash", request.contentHash())
        .param("kind", request.subject().kind())
        .param("subject", request.subject().id())
        .param("name", request.subject().name())
        .param("service", request.subject().service())
        .param("environment", request.subject().environment())
        .param("title", request.title())
        .param("link", request.link())
        .param("reason", request.reason())
        .param("team", request.scope().team() == null ? null : request.scope().team().value())
        .param(
            "class",
            request.scope().environment() == null ? null : request.scope().environment().name())
        .param("alsoTeams", request.alsoTeams())
        .param("alsoClasses", request.alsoClasses())
        .param("requester", request.requester().person())
        .param("requesterName", request.requester().name())
        .param("excluded", uuids(request.excluded()))
        .param("rules", ApprovalRules.toJson(request.rules()))
        .param("expiresAt", request.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<StoredRequest> find(ApprovalId id) {
    return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(this::row).optional();
  }

  List<StoredRequest> all(Collection<ApprovalId> ids) {
    return jdbc.sql(SELECT + "where id = any(:ids)")
        .param("ids", ids.stream().map(ApprovalId::value).toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  /// Takes the row's lock, then reads again: the clock of the second read is later than the wait.
  Optional<StoredRequest> lock(ApprovalId id) {
    return jdbc.sql("select id from approval_request where id = :id for update")
            .param("id", id.value())
            .query(UUID.class)
            .optional()
            .isEmpty()
        ? Optional.empty()
        : find(id);
  }

  Optional<ApprovalId> ofDecision(UUID decision) {
    return jdbc.sql("select request from decision where id = :id")
        .param("id", decision)
        .query(UUID.class)
        .optional()
        .map(ApprovalId::new);
  }

  /// Requests that still wait, oldest first.
  List<StoredRequest> waiting(@Nullable UUID after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where ended_at is null and expires_at > clock_timestamp()
                  and (cast(:after as uuid) is null or id > :after)
                order by id limit :limit
                """)
        .param("after", after)
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /// Of those that still wait, the ones that this person might decide or has just decided, oldest
  /// first. Never fewer than that: scope and rules are judged by whoever asks, on what is left.
  ///
  /// @param roles what the person holds anywhere
  /// @param teams where, or null for a portal-wide grant
  List<StoredRequest> waitingFor(
      PersonId person,
      Collection<Role> roles,
      @Nullable Collection<TeamId> teams,
      @Nullable UUID after,
      int limit) {
    return jdbc.sql(
            SELECT
                + """
                where ended_at is null and expires_at > clock_timestamp()
                  and (cast(:after as uuid) is null or id > :after)
                  and requester is distinct from :person and not :person = any(excluded)
                  and (:everywhere or scope_team is null or scope_team = any(:teams))
                  and exists (
                    select from jsonb_array_elements(rules || coalesce(rules_now, '[]')) rule
                    where rule ->> 'role' = any(:roles))
                  and not exists (
                    select from decision d where d.request = approval_request.id
                      and d.person = :person and d.counts_at <= clock_timestamp()
                      and not exists (select from decision_undo u where u.decision = d.id))
                order by id limit :limit
                """)
        .param("after", after)
        .param("person", person.value())
        .param("everywhere", teams == null)
        .param(
            "teams",
            teams == null ? new UUID[0] : teams.stream().map(TeamId::value).toArray(UUID[]::new))
        .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /// @param open whether those that still wait are wanted, or those that are over
  List<StoredRequest> askedBy(PersonId person, boolean open, @Nullable UUID before, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where requester = :person
                  and (ended_at is null and expires_at > clock_timestamp()) = :open
                  and (cast(:before as uuid) is null or id < :before)
                order by id desc limit :limit
                """)
        .param("person", person.value())
        .param("open", open)
        .param("before", before)
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /// Requests with a decision that was not taken back, or that have ended; newest first.
  List<StoredRequest> decided(@Nullable UUID before, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where (ended_at is not null or met_at is not null or exists (
                    select from decision d where d.request = approval_request.id
                      and not exists (select from decision_undo u where u.decision = d.id)))
                  and (cast(:before as uuid) is null or id < :before)
                order by id desc limit :limit
                """)
        .param("before", before)
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  List<ApprovalId> openDecidedBy(PersonId person) {
    return jdbc.sql(
            """
            select r.id from approval_request r
            where r.ended_at is null and r.expires_at > clock_timestamp() and exists (
              select from decision d where d.request = r.id and d.person = :person
                and not exists (select from decision_undo u where u.decision = d.id))
            order by r.id
            """)
        .param("person", person.value())
        .query((row, _) -> new ApprovalId(row.getObject("id", UUID.class)))
        .list();
  }

  void rememberRules(ApprovalId id, List<ApprovalRule> rulesNow) {
    jdbc.sql("update approval_request set rules_now = cast(:rules as jsonb) where id = :id")
        .param("id", id.value())
        .param("rules", ApprovalRules.toJson(rulesNow))
        .update();
  }

  void met(ApprovalId id, boolean met) {
    jdbc.sql(
            """
            update approval_request
            set met_at = case when :met then clock_timestamp() end where id = :id
            """)
        .param("id", id.value())
        .param("met", met)
        .update();
  }

  void end(ApprovalId id, String as, String why) {
    jdbc.sql(
            """
            update approval_request
            set ended_at = clock_timestamp(), ended_as = :as, ended_why = :why
            where id = :id and ended_at is null
            """)
        .param("id", id.value())
        .param("as", as)
        .param("why", why)
        .update();
  }

  private StoredRequest row(ResultSet row, int number) throws SQLException {
    var requester = row.getObject("requester", UUID.class);
    var team = row.getObject("scope_team", UUID.class);
    var environment = row.getString("scope_environment");
    var rulesNow = row.getString("rules_now");
    return new StoredRequest(
        new ApprovalId(row.getObject("id", UUID.class)),
        row.getString("content_hash"),
        new Subject(
            row.getString("subject_kind"),
            row.getString("subject_id"),
            row.getString("subject_name"),
            row.getString("subject_service"),
            row.getString("subject_environment")),
        row.getString("title"),
        row.getString("link"),
        row.getString("reason"),
        new Scope(
            team == null ? null : new TeamId(team),
            environment == null ? null : EnvironmentClass.valueOf(environment)),
        StoredRequest.also(
            (UUID[]) row.getArray("also_teams").getArray(),
            (String[]) row.getArray("also_environments").getArray()),
        requester == null ? null : new PersonId(requester),
        row.getString("requester_name"),
        people(row.getArray("excluded")),
        ApprovalRules.fromJson(row.getString("rules")),
        rulesNow == null ? null : ApprovalRules.fromJson(rulesNow),
        instant(row, "requested_at"),
        instant(row, "expires_at"),
        instantOrNull(row, "met_at"),
        instantOrNull(row, "ended_at"),
        row.getString("ended_as"),
        row.getString("ended_why"),
        row.getBoolean("held"),
        instant(row, "now"));
  }

  private static UUID[] uuids(Set<PersonId> people) {
    return people.stream().map(PersonId::value).toArray(UUID[]::new);
  }

  private static Set<PersonId> people(Array array) throws SQLException {
    return Arrays.stream((UUID[]) array.getArray())
        .map(PersonId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
