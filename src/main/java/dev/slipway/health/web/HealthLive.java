package dev.slipway.health.web;

import dev.slipway.health.AlertsChanged;
import dev.slipway.health.ResourcesChanged;
import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusesChanged;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Patch;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Makes open pages read again what changed. Every replica judges for itself, so none tells others.
@Configuration(proxyBeanMethods = false)
class HealthLive {

  private static final String ALL = "health";
  private static final String ONE = "health-of";
  private static final String LIST = "health-list";
  private static final String NOW = "health-now";
  private static final String ALERTS = "alerts";
  private static final String RESOURCES = "resources";

  private final LiveStream stream;

  HealthLive(LiveStream stream) {
    this.stream = stream;
  }

  @Bean
  static LiveTopic healthTopic(Access access) {
    return new Topic(access, ALL, LIST);
  }

  @Bean
  static LiveTopic healthOfServiceTopic(Access access) {
    return new Topic(access, ONE, NOW);
  }

  @Bean
  static LiveTopic alertsTopic(Access access) {
    return new Topic(access, ALERTS, ALERTS);
  }

  @Bean
  static LiveTopic resourcesTopic(Access access) {
    return new Topic(access, RESOURCES, RESOURCES);
  }

  @EventListener
  void on(ResourcesChanged changed) {
    stream.reload(RESOURCES, RESOURCES);
    changed
        .services()
        .forEach(slug -> stream.reload(ONE + ":" + slug, Panel.id("health", HealthWeb.RESOURCES)));
  }

  @EventListener
  void on(AlertsChanged changed) {
    stream.reload(ALERTS, ALERTS);
    changed
        .services()
        .forEach(slug -> {
          stream.reload(ONE + ":" + slug, Panel.id("health", HealthWeb.ALERTS));
          stream.reload("service:" + slug, Panel.id("service", HealthWeb.ALERTS));
        });
  }

  @EventListener
  void on(StatusesChanged changed) {
    stream.reload(ALL, LIST);
    changed.statuses().stream()
        .map(HealthLive::slug)
        .distinct()
        .forEach(slug -> {
          stream.reload(ONE + ":" + slug, NOW);
          stream.reload("service:" + slug, Panel.id("service", HealthWeb.TITLE));
        });
  }

  private static String slug(ServiceStatus status) {
    return status.service().slug();
  }

  /// One page of one part.
  private record Topic(Access access, String name, String part) implements LiveTopic {

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
      return List.of(part);
    }
  }
}
