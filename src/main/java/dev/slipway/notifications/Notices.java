package dev.slipway.notifications;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Lines for single people inside the portal, such as "a rollback was started" for its approvers.
@Service
public class Notices {

  private static final int SHOWN = 20;

  private final JdbcClient jdbc;
  private final Access access;
  private final Services services;
  private final Environments environments;

  Notices(JdbcClient jdbc, Access access, Services services, Environments environments) {
    this.jdbc = jdbc;
    this.access = access;
    this.services = services;
    this.environments = environments;
  }

  /// Notices that this person has not read, newest first.
  @Transactional(readOnly = true)
  public List<NoticeView> unread(Actor actor) {
    return actor.person() == null
        ? List.of()
        : jdbc.sql(
                """
                select * from notice where person = :person and read_at is null
                order by id desc limit :limit
                """)
            .param("person", actor.person())
            .param("limit", SHOWN)
            .query((row, _) ->
                new NoticeView(
                    row.getObject("id", UUID.class),
                    row.getString("text"),
                    row.getString("link"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    null))
            .list();
  }

  /// Marks all of one's own as read.
  @Transactional
  public void read(Actor actor) {
    if (actor.person() != null) {
      jdbc.sql(
              """
              update notice set read_at = clock_timestamp()
              where person = :person and read_at is null
              """)
          .param("person", actor.person())
          .update();
    }
  }

  /// Tells everybody whom it concerns, but not whoever acted.
  void tell(Announcement.Audience audience, PortalEvent event, Announcement announcement) {
    var people =
        switch (audience) {
          case APPROVERS -> ids(approvers(event.subject()));
          case ADMINISTRATORS -> ids(access.whoMay(Permission.CLUSTER_MANAGE, Scope.PORTAL));
          case NAMED -> event.tells();
        };
    for (var person : people) {
      if (!event.actor().is(person)) {
        jdbc.sql("insert into notice (id, person, text, link) values (:id, :person, :text, :link)")
            .param("id", UuidV7.next())
            .param("person", person)
            .param("text", announcement.text())
            .param("link", announcement.link())
            .update();
      }
    }
  }

  private static List<UUID> ids(List<PersonSummary> people) {
    return people.stream().map(person -> person.id().value()).toList();
  }

  private List<PersonSummary> approvers(Subject subject) {
    var service = subject.service();
    var environment = subject.environment();
    if (service == null || environment == null) {
      return List.of();
    }
    return services
        .bySlug(service)
        .flatMap(found ->
            environments
                .bySlug(environment)
                .map(stage -> Scope.of(found.team(), stage.environmentClass())))
        .map(scope -> access.whoMay(Permission.APPROVAL_DECIDE, scope))
        .orElse(List.of());
  }
}
