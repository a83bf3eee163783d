package dev.slipway.evidence;

import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.deployments.ImageRef;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What pipelines say of images. Whoever may change a service may say something of its images, and
/// it counts in the environments that they may change; a statement about no service in particular
/// takes the right to change every one.
@Service
public class Evidence {

  private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

  private final EvidenceRows rows;
  private final Services services;
  private final Access access;
  private final EvidenceProperties properties;
  private final ApplicationEventPublisher events;

  Evidence(
      EvidenceRows rows,
      Services services,
      Access access,
      EvidenceProperties properties,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.services = services;
    this.access = access;
    this.properties = properties;
    this.events = events;
  }

  /// Keeps a statement of somebody who may change the service.
  @Transactional
  public EvidenceView record(RecordEvidence wish, Actor actor) {
    var service = wish.service() == null ? null : services.require(wish.service());
    var subject = subject(wish.image(), service);
    var team = service == null ? null : services.now(service.id()).orElse(service).team();
    var scopes = Stream.of(EnvironmentClass.values()).map(each -> new Scope(team, each)).toList();
    access.requireInOne(actor, Permission.CHANGE_PLAN, scopes, subject);
    var classes =
        scopes.stream()
            .filter(scope -> access.stillMay(actor, Permission.CHANGE_PLAN, scope, subject))
            .flatMap(scope -> Stream.ofNullable(scope.environment()))
            .toList();
    return keep(wish, service, classes, actor);
  }

  /// Keeps a statement whose sender was known before; the caller's transaction.
  EvidenceView keep(
      RecordEvidence wish,
      @Nullable ServiceView service,
      Collection<EnvironmentClass> classes,
      Actor actor) {
    var id = service == null ? null : service.id().value();
    // A tag can be pushed again: what is said of one names no content that a policy could go by.
    var counts = wish.image().digest() == null ? List.<EnvironmentClass>of() : classes;
    var kept = rows.insert(UuidV7.next(), wish, id, counts, actor);
    events.publishEvent(new EvidenceRecorded(kept, subject(wish.image(), service), actor));
    return kept;
  }

  /// Newest first.
  @Transactional(readOnly = true)
  public Page<EvidenceView> search(EvidenceSearch search) {
    var limit = Page.limit(search.limit());
    var found = rows.search(search.image(), search.service(), seq(search.cursor()), limit + 1);
    return found.size() <= limit
        ? Page.last(found)
        : new Page<>(found.subList(0, limit), Long.toString(found.get(limit - 1).seq()));
  }

  /// The newest of every kind and tool of an image that this service runs or is to run: first what
  /// policies there go by, beside it what does not count there.
  @Transactional(readOnly = true)
  public List<EvidenceView> ofImage(
      ServiceId service, ImageRef image, EnvironmentClass environmentClass) {
    return rows.newest(service.value(), image, environmentClass);
  }

  /// The newest of a service.
  @Transactional(readOnly = true)
  public List<EvidenceView> ofService(ServiceId service, int most) {
    return rows.ofService(service.value(), most);
  }

  @Scheduled(cron = "0 37 3 * * *", zone = "UTC")
  void forget() {
    var gone = rows.forget(properties.keep());
    if (gone > 0) {
      LOG.info("Evidence: {} records older than {} are gone", gone, properties.keep());
    }
  }

  private static @Nullable Long seq(@Nullable String cursor) {
    try {
      return cursor == null || cursor.isEmpty() ? null : Long.valueOf(cursor);
    } catch (NumberFormatException _) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "The cursor is not one that this list gave. Begin with the first page again.");
    }
  }

  private static Subject subject(ImageRef image, @Nullable ServiceView service) {
    return Subject.of(
            "image", EvidenceRows.repository(image) + "@" + image.reference(), name(image))
        .in(service == null ? null : service.slug(), null);
  }

  private static String name(ImageRef image) {
    return image.name() + ":" + image.version();
  }
}
