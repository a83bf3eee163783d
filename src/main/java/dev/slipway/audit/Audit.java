package dev.slipway.audit;

import dev.slipway.identity.Access;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads the trail, each within what their roles let them see.
@Service
public class Audit {

  /// Events that facets and bars count at most.
  public static final int COUNTED = 5_000;

  private static final int LARGEST_PAGE = 200;
  private static final int FETCHED_AT_ONCE = 500;
  private static final Subject TRAIL = Subject.of("audit", "audit", "audit trail");

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate streaming;
  private final AuditRows rows;
  private final AuditReach reach;
  private final AuditCursor cursors;
  private final AuditCounts counts;
  private final People people;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transactions;

  Audit(
      JdbcTemplate template,
      AuditRows rows,
      AuditReach reach,
      AuditCursor cursors,
      AuditCounts counts,
      People people,
      Access access,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(template);
    this.streaming = streaming(template);
    this.rows = rows;
    this.reach = reach;
    this.cursors = cursors;
    this.counts = counts;
    this.people = people;
    this.access = access;
    this.events = events;
    this.transactions = new TransactionTemplate(transactions);
  }

  /// One page, newest first.
  public Page<AuditEntry> search(
      AuditFilter filter, @Nullable String cursor, int limit, Actor actor) {
    access.requireSomewhere(actor, Permission.AUDIT_VIEW, TRAIL);
    var size = Math.clamp(limit, 1, LARGEST_PAGE);
    var query = query(filter, actor).before(cursors.read(cursor, filter, actor));
    var found =
        planned(
            filter,
            () ->
                jdbc.sql(AuditRows.SELECT + query.where() + " order by id desc limit " + (size + 1))
                    .params(query.parameters())
                    .query(rows)
                    .list());
    if (found.size() <= size) {
      return Page.last(found);
    }
    var page = found.subList(0, size);
    return new Page<>(page, cursors.after(page.getLast().id(), filter, actor));
  }

  /// How the events of a filter spread over facets and time.
  public AuditOverview overview(AuditFilter filter, Actor actor) {
    access.requireSomewhere(actor, Permission.AUDIT_VIEW, TRAIL);
    return planned(filter, () -> counts.of(filter, query(filter, actor)));
  }

  /// Whether words are rare decides between their index and the order of time, and a plan that
  /// PostgreSQL keeps for any words cannot know.
  private <T> T planned(AuditFilter filter, Supplier<T> reading) {
    if (filter.text() == null) {
      return reading.get();
    }
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
          return reading.get();
        }));
  }

  /// One event; what lies outside somebody's reach does not exist for them.
  public Optional<AuditEntry> byId(UUID id, Actor actor) {
    access.requireSomewhere(actor, Permission.AUDIT_VIEW, TRAIL);
    var query = query(AuditFilter.ALL, actor).only(id);
    return jdbc.sql(AuditRows.SELECT + query.where())
        .params(query.parameters())
        .query(rows)
        .optional();
  }

  /// Notes the export, then gives every event of the filter, newest first, without holding them
  /// all.
  public void export(AuditFilter filter, String format, Actor actor, ExportTarget target) {
    access.requireSomewhere(actor, Permission.AUDIT_EXPORT, TRAIL);
    var parts = reach.of(actor, Permission.AUDIT_EXPORT);
    transactions.executeWithoutResult(
        _ -> events.publishEvent(new AuditExported(actor, format, filter)));
    var query = AuditQuery.of(filter, parts, people);
    target.begin();
    // Only inside a transaction does PostgreSQL send rows as they are asked for.
    transactions.executeWithoutResult(_ ->
        streaming.query(
            AuditRows.SELECT + query.where() + " order by id desc",
            query.parameters(),
            (RowCallbackHandler) row -> target.add(rows.mapRow(row, 0))));
    target.end();
  }

  /// Refuses an unknown export format before anything is sent.
  public static DomainFailure unknownFormat(String format) {
    return new DomainFailure(
        ProblemType.INVALID_REQUEST,
        "There is no export format '" + format + "'. Ask for jsonl or csv.");
  }

  private AuditQuery query(AuditFilter filter, Actor actor) {
    return AuditQuery.of(filter, reach.of(actor, Permission.AUDIT_VIEW), people);
  }

  private static NamedParameterJdbcTemplate streaming(JdbcTemplate template) {
    var own = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
    own.setFetchSize(FETCHED_AT_ONCE);
    return new NamedParameterJdbcTemplate(own);
  }
}
