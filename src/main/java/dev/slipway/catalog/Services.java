package dev.slipway.catalog;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Services: what we run, who owns it, and what needs what. Reads come from the copy in memory.
@Service
public class Services {

  private final CatalogCopy copy;
  private final CatalogReader reader;
  private final ServiceChanges changes;

  Services(CatalogCopy copy, CatalogReader reader, ServiceChanges changes) {
    this.copy = copy;
    this.reader = reader;
    this.changes = changes;
  }

  public Optional<ServiceView> bySlug(String slug) {
    return Optional.ofNullable(copy.now().serviceBySlug().get(slug)).or(() -> reader.service(slug));
  }

  public Optional<ServiceView> byId(ServiceId id) {
    return Optional.ofNullable(copy.now().serviceById().get(id)).or(() -> reader.service(id));
  }

  /// The service as the database has it at this moment, in the caller's transaction: for decisions.
  /// What is shown comes from the copy.
  public Optional<ServiceView> now(ServiceId id) {
    return reader.service(id);
  }

  public ServiceView require(String slug) {
    return bySlug(slug)
        .orElseThrow(
            () -> new ServiceNotFound(slug, all().stream().map(ServiceView::slug).toList()));
  }

  /// All services by slug.
  public List<ServiceView> all() {
    return copy.now().services();
  }

  /// One page of the services that match, by slug.
  public Page<ServiceView> search(ServiceSearch search) {
    var after = search.cursor() == null ? "" : slugOf(search.cursor());
    var found =
        all().stream()
            .filter(service -> service.slug().compareTo(after) > 0 && matches(service, search))
            .limit(search.limit() + 1L)
            .toList();
    if (found.size() <= search.limit()) {
      return Page.last(found);
    }
    var page = found.subList(0, search.limit());
    return new Page<>(page, cursorOf(page.getLast().slug()));
  }

  /// How many services match, whatever the page.
  public int count(ServiceSearch search) {
    return (int) all().stream().filter(service -> matches(service, search)).count();
  }

  /// The slug that a new service of this name would get, for its form.
  ///
  /// @param system slug of its system, or an empty string
  @Transactional(readOnly = true)
  public SlugProposal proposeSlug(String name, String system) {
    return changes.proposal(name.strip(), system.strip());
  }

  @Transactional
  public ServiceView register(RegisterService command, Actor actor) {
    return changes.register(command, actor);
  }

  @Transactional
  public ServiceView edit(EditService command, Actor actor) {
    return changes.edit(command, actor);
  }

  /// What this service needs, by slug.
  public List<ServiceView> dependenciesOf(ServiceId service) {
    return copy.now().dependencies().getOrDefault(service, List.of());
  }

  /// What needs this service, by slug.
  public List<ServiceView> dependentsOf(ServiceId service) {
    return copy.now().dependents().getOrDefault(service, List.of());
  }

  /// Declares one more dependency; declaring it again changes nothing.
  @Transactional
  public void dependOn(ServiceId from, ServiceId on, Actor actor) {
    changes.dependOn(from, on, actor);
  }

  /// Makes these the only dependencies of the service.
  @Transactional
  public void dependOnlyOn(ServiceId from, Set<String> slugs, Actor actor) {
    changes.dependOnlyOn(from, slugs, actor);
  }

  private static boolean matches(ServiceView service, ServiceSearch search) {
    return (search.system().isEmpty() || service.systemSlug().equals(search.system()))
        && (search.team().isEmpty() || service.teamSlug().equals(search.team()))
        && (search.text().isEmpty() || says(service, search.text().toLowerCase(Locale.ROOT)));
  }

  private static boolean says(ServiceView service, String text) {
    return holds(service.slug(), text)
        || holds(service.name(), text)
        || holds(service.description(), text);
  }

  private static boolean holds(@Nullable String in, String text) {
    return in != null && in.toLowerCase(Locale.ROOT).contains(text);
  }

  private static String cursorOf(String slug) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(slug.getBytes(StandardCharsets.UTF_8));
  }

  private static String slugOf(String cursor) {
    try {
      var slug = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (slug.matches("[a-z0-9-]+")) {
        return slug;
      }
    } catch (IllegalArgumentException _) {
      // Not even what this list encodes.
    }
    throw new DomainFailure(
        ProblemType.INVALID_REQUEST, "This page of the list is not known. Begin at the first.");
  }
}
