package dev.slipway.backups;

import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Who may say something of a backup: whoever owns every service that it concerns, in every
/// environment where it does. Of one that protects nothing yet, whoever owns all that runs beside
/// it; where nothing does, whoever owns anything.
@Component
class BackupRights {

  private final Access access;
  private final Attachment attachment;
  private final ReadingRows readings;

  BackupRights(Access access, Attachment attachment, ReadingRows readings) {
    this.access = access;
    this.attachment = attachment;
    this.readings = readings;
  }

  /// @param more services that it is to protect
  void require(SourceRow row, Collection<ServiceView> more, Actor actor) {
    var subject = subject(row, services(row));
    var scopes = scopes(row, more);
    if (scopes.isEmpty()) {
      access.requireSomewhere(actor, Permission.BACKUP_EDIT, subject);
    }
    scopes.forEach(scope -> access.require(actor, Permission.BACKUP_EDIT, scope, subject));
  }

  void require(Collection<ServiceView> services, Subject subject, Actor actor) {
    if (services.isEmpty()) {
      access.requireSomewhere(actor, Permission.BACKUP_EDIT, subject);
    }
    services.forEach(service ->
        access.require(actor, Permission.BACKUP_EDIT, Scope.of(service.team()), subject));
  }

  boolean permits(SourceRow row, Actor actor) {
    var scopes = scopes(row, List.of());
    return scopes.isEmpty()
        ? access.permitsSomewhere(actor, Permission.BACKUP_EDIT)
        : scopes.stream().allMatch(scope -> access.permits(actor, Permission.BACKUP_EDIT, scope));
  }

  boolean permitsSomewhere(Actor actor) {
    return access.permitsSomewhere(actor, Permission.BACKUP_EDIT);
  }

  static Subject subject(SourceRow row, List<ServiceView> services) {
    return Subject.of("backup", row.id(), row.name())
        .in(services.size() == 1 ? services.getFirst().slug() : null, null);
  }

  List<ServiceView> services(SourceRow row) {
    return attachment.of(row, attachment.placed(), stores(row.cluster()));
  }

  private Set<Scope> scopes(SourceRow row, Collection<ServiceView> more) {
    var placed = attachment.placed();
    var concerned = attachment.concerned(row, placed, stores(row.cluster()));
    var services =
        new LinkedHashSet<>(concerned.isEmpty() ? attachment.beside(row, placed) : concerned);
    services.addAll(more);
    Set<Scope> scopes = new LinkedHashSet<>();
    for (var service : services) {
      scopes.addAll(scopes(row, placed, service));
    }
    return scopes;
  }

  private Set<Scope> scopes(
      SourceRow row, Map<ClusterId, List<Placement>> placed, ServiceView service) {
    Set<Scope> scopes = new LinkedHashSet<>();
    attachment
        .environments(row, placed, List.of(service))
        .forEach(where -> scopes.add(Scope.of(service.team(), where.environmentClass())));
    return scopes.isEmpty() ? Set.of(Scope.of(service.team())) : scopes;
  }

  private List<Store> stores(@org.jspecify.annotations.Nullable ClusterId cluster) {
    var reading = cluster == null ? null : readings.all().get(cluster);
    return reading == null ? List.of() : reading.stores();
  }
}
