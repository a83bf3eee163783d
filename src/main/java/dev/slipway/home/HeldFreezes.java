package dev.slipway.home;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.SystemId;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.FreezeWindows.ActiveFreeze;
import dev.slipway.policies.FreezesChanged;
import dev.slipway.shell.ChangedElsewhere;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// What is frozen now, for every page that offers a change. Only shown: the claim asks the calendar
/// itself. Read once for all placements, soon after the calendar changed and every two seconds,
/// because a freeze begins and ends without a word.
@Component
public class HeldFreezes {

  private final FreezeWindows freezes;
  private final ApplicationEventPublisher events;
  private volatile List<ActiveFreeze> held = List.of();
  private final LookAgain lookAgain = new LookAgain(Duration.ofSeconds(2));

  HeldFreezes(FreezeWindows freezes, ApplicationEventPublisher events) {
    this.freezes = freezes;
    this.events = events;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /// What freezes this system in this environment; of several, the one that opens last.
  public Optional<ActiveFreeze> on(EnvironmentId environment, SystemId system) {
    return held.stream()
        .filter(active -> active.freeze().covers(environment.value(), system.value()))
        .max(Comparator.comparing(ActiveFreeze::until));
  }

  /// What freezes the whole environment; of several, the one that opens last.
  Optional<ActiveFreeze> onAll(EnvironmentId environment) {
    return held.stream()
        .filter(active -> active.freeze().system() == null)
        .filter(active -> environment.value().equals(active.freeze().environment()))
        .max(Comparator.comparing(ActiveFreeze::until));
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(PortalEvent event) {
    if (event.action().startsWith("freeze.")) {
      lookAgain.soon();
    }
  }

  @EventListener
  void on(ChangedElsewhere event) {
    lookAgain.soon();
  }

  @Scheduled(fixedDelay = 200)
  void look() {
    if (!lookAgain.isDue()) {
      return;
    }
    var now = freezes.holding();
    if (!now.equals(held)) {
      held = now;
      events.publishEvent(new FreezesChanged());
    }
  }
}
