package dev.slipway.home.web;

import dev.slipway.catalog.Services;
import dev.slipway.deployments.ChangeObserved;
import dev.slipway.deployments.WatchEnded;
import dev.slipway.home.Matrix;
import dev.slipway.home.PendingChanged;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.policies.FreezesChanged;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Keeps the notices and the history on the page of a service up to date; its cells follow with
/// those of the matrix.
@Component
class ServiceTopic implements LiveTopic {

  private static final String NOTICES = "service-notices";
  private static final String HISTORY = Panel.id("service", "Deployments");

  private final Services services;
  private final Matrix matrix;
  private final LiveStream live;
  private final Access access;

  ServiceTopic(Services services, Matrix matrix, LiveStream live, Access access) {
    this.services = services;
    this.matrix = matrix;
    this.live = live;
    this.access = access;
  }

  @Override
  public String name() {
    return "service";
  }

  @Override
  public boolean mayWatch(Actor actor, String key) {
    return access.permitsSomewhere(actor, Permission.VIEW);
  }

  @Override
  public List<Patch> snapshot(Actor actor, String key) {
    return List.of();
  }

  @Override
  public List<String> parts(String key) {
    return List.of(NOTICES, HISTORY);
  }

  @EventListener
  void on(PendingChanged event) {
    event.placements().stream()
        .flatMap(placement -> matrix.placeOf(placement).stream())
        .map(place -> topic(place.service()))
        .distinct()
        .filter(live::isWatched)
        .forEach(topic -> live.reload(topic, NOTICES));
  }

  @EventListener
  void on(FreezesChanged event) {
    services.all().stream()
        .map(service -> topic(service.slug()))
        .filter(live::isWatched)
        .forEach(topic -> live.reload(topic, NOTICES));
  }

  @EventListener({
    OperationQueued.class,
    OperationMoved.class,
    ChangeObserved.class,
    WatchEnded.class
  })
  void changed(PortalEvent event) {
    var service = event.subject().service();
    if (service != null) {
      live.reload(topic(service), HISTORY);
    }
  }

  private static String topic(String service) {
    return "service:" + service;
  }
}
