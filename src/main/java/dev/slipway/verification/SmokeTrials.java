package dev.slipway.verification;

import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.verification.SmokeCheckChanged.Change;
import dev.slipway.verification.SmokePlaces.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks what a smoke test would ask, for people who are about to write one. Of a Job it asks only
/// whether the cluster would take it: what runs in a cluster comes with a rollout.
@Service
public class SmokeTrials {

  /// So many people may let the portal ask at a time.
  private static final int AT_ONCE = 4;

  private final Semaphore asking = new Semaphore(AT_ONCE);
  private final HttpTries http;
  private final JobTries jobs;
  private final Placements placements;
  private final SmokePlaces places;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  SmokeTrials(
      HttpTries http,
      JobTries jobs,
      Placements placements,
      SmokePlaces places,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.http = http;
    this.jobs = jobs;
    this.placements = placements;
    this.places = places;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// Asks once, now, and stores nothing but that it was asked. Waits for the answer, so never in a
  /// transaction.
  ///
  /// @throws DomainFailure NOT_ALLOWED; TOO_MANY_REQUESTS if others let the portal ask, too
  public SmokeTry ask(
      String service, String environment, SmokeProbe probe, Duration timeout, Actor actor) {
    EditSmokeCheck.requireTimeout(timeout);
    var place = places.allowed(service, environment, actor);
    if (!asking.tryAcquire()) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS,
          "Others try out smoke tests at this moment. Try again in a few seconds.");
    }
    try {
      var brought = brought(place, probe, timeout);
      var facts = new LinkedHashMap<>(probe.facts());
      facts.put("brought", brought.outcome().slug());
      transaction.executeWithoutResult(_ ->
          events.publishEvent(
              new SmokeCheckChanged(Change.TRIED, place.subject(), Map.of(), facts, null, actor)));
      return brought;
    } finally {
      asking.release();
    }
  }

  private SmokeTry brought(Place place, SmokeProbe probe, Duration timeout) {
    return switch (probe) {
      case HttpProbe request -> http.ask(request, timeout);
      case RefusedProbe refused -> refused.brought();
      case JobProbe job ->
          placements
              .at(place.service().id(), place.environment().id())
              .map(placement -> jobs.tryOut(placement, job))
              .orElseThrow(() ->
                  new DomainFailure(
                      ProblemType.CONFLICT, "The service runs nowhere in this environment yet."));
    };
  }
}
