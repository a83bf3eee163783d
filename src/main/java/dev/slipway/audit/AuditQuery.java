package dev.slipway.audit;

import dev.slipway.identity.People;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The condition of a filter within somebody's reach, as SQL with named parameters.
final class AuditQuery {

  /// As the index `audit_event_words` has it, which finds any three letters of it.
  private static final String WORDS =
      "(subject_name || ' ' || action || ' ' || actor_name || ' ' || coalesce(reason, ''))";

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();

  private AuditQuery() {}

  static AuditQuery of(AuditFilter filter, @Nullable List<AuditReach.Part> reach, People people) {
    var query = new AuditQuery();
    if (reach != null) {
      query.within(reach);
    }
    if (filter.actor() != null) {
      var person = people.byHandle(filter.actor());
      var inCluster = AuditActor.inCluster(filter.actor());
      if (inCluster != null) {
        query.add("via = 'CLUSTER' and actor_name = :actor", "actor", inCluster);
      } else if (person.isPresent()) {
        query.add("actor_person = :person", "person", person.get().id().value());
      } else {
        query.add("actor_name = :actor", "actor", filter.actor());
      }
    }
    query.equal("action", filter.action());
    query.equal("outcome", filter.outcome() == null ? null : filter.outcome().name());
    query.equal("service", filter.service());
    query.equal("environment", filter.environment());
    if (filter.target() != null) {
      query.add(
          "(service = :target or subject_id = :target or subject_name = :target)",
          "target",
          filter.target());
    }
    if (filter.text() != null) {
      query.add(
          WORDS + " ilike :text",
          "text",
          "%" + filter.text().replaceAll("([%_\\\\])", "\\\\$1") + "%");
    }
    var without = filter.without();
    if (!without.isEmpty()) {
      query.add("action not in (:without)", "without", without);
    }
    query.from(filter.from());
    query.to(filter.to());
    return query;
  }

  AuditQuery before(@Nullable UUID id) {
    if (id != null) {
      add("id < :before", "before", id);
    }
    return this;
  }

  AuditQuery only(UUID id) {
    return add("id = :id", "id", id);
  }

  String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  private void within(List<AuditReach.Part> reach) {
    List<String> parts = new ArrayList<>();
    for (var part : reach) {
      var services = set("service", part.services());
      var environments = set("environment", part.environments());
      parts.add("(" + services + " and " + environments + ")");
    }
    conditions.add(parts.isEmpty() ? "false" : "(" + String.join(" or ", parts) + ")");
  }

  /// A column within a set; every service or environment still means that the event has one.
  private String set(String column, @Nullable Set<String> values) {
    if (values == null) {
      return column.equals("service") ? "service is not null" : "true";
    }
    if (values.isEmpty()) {
      return "false";
    }
    var name = column + parameters.size();
    parameters.put(name, values);
    return column + " in (:" + name + ")";
  }

  private void equal(String column, @Nullable String value) {
    if (value != null) {
      add(column + " = :" + column, column, value);
    }
  }

  private void from(@Nullable Instant from) {
    if (from != null) {
      add("at >= :from", "from", from.atOffset(ZoneOffset.UTC));
    }
  }

  private void to(@Nullable Instant to) {
    if (to != null) {
      add("at < :to", "to", to.atOffset(ZoneOffset.UTC));
    }
  }

  private AuditQuery add(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
    return this;
  }
}
