package dev.slipway.home;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.Budgets.Place;
import dev.slipway.slo.StandingChanged;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// What error budgets tell beside the health of what runs, where somebody should look. All are read
/// at once, so a page asks for none; again when a standing shows something else, and now and then
/// for what other replicas counted.
@Component
class HeldBudgets {

  private final Budgets budgets;
  private final ApplicationEventPublisher events;
  private final LookAgain lookAgain = new LookAgain(Duration.ofSeconds(15));
  private volatile Map<Place, String> words = Map.of();

  HeldBudgets(Budgets budgets, ApplicationEventPublisher events) {
    this.budgets = budgets;
    this.events = events;
  }

  /// Empty while nobody has to look.
  String word(ServiceId service, EnvironmentId environment) {
    return words.getOrDefault(new Place(service, environment), "");
  }

  @TransactionalEventListener
  void on(StandingChanged event) {
    if (event.shows()) {
      lookAgain.soon();
    }
  }

  @Scheduled(fixedDelay = 500)
  void look() {
    if (lookAgain.isDue()) {
      read();
    }
  }

  void read() {
    Map<Place, String> now = new HashMap<>();
    budgets
        .all()
        .forEach((place, standing) -> {
          var word = standing.word();
          if (!word.isEmpty()) {
            now.put(place, word);
          }
        });
    var before = words;
    words = Map.copyOf(now);
    Set<Place> different = new HashSet<>(before.keySet());
    different.addAll(now.keySet());
    different.removeIf(place -> Objects.equals(before.get(place), now.get(place)));
    if (!different.isEmpty()) {
      events.publishEvent(new BesidesShown(different));
    }
  }
}
