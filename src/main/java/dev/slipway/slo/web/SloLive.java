package dev.slipway.slo.web;

import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Patch;
import dev.slipway.slo.ObjectiveChanged;
import dev.slipway.slo.StandingChanged;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Makes open pages of objectives read again what was counted anew, on every replica.
@Configuration(proxyBeanMethods = false)
class SloLive {

  /// Topic and part of the list.
  private static final String LIST = "objectives";

  private static final String ONE = "objective";

  /// The part of the page of one objective.
  private static final String PART = "objective-live";

  private final LiveStream stream;

  SloLive(LiveStream stream) {
    this.stream = stream;
  }

  @Bean
  static LiveTopic objectivesTopic(Access access) {
    return new Topic(access, LIST, LIST);
  }

  @Bean
  static LiveTopic objectiveTopic(Access access) {
    return new Topic(access, ONE, PART);
  }

  /// The list is long and read as a whole, so it is read again only where it says something else.
  @EventListener
  void on(StandingChanged changed) {
    if (changed.shows()) {
      stream.reload(LIST, LIST);
    }
    stream.reload(ONE + ":" + changed.objective(), PART);
  }

  @EventListener
  void on(ObjectiveChanged changed) {
    stream.reload(LIST, LIST);
    stream.reload(ONE + ":" + changed.subject().id(), PART);
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
