package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.plans.spi.Action.Touched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Finds the workload on which plans about a source stand. Of several it is one in the strictest
/// environment, so that nobody picks a place with lighter rules; there, one that runs now.
@Component
class BackupSeats {

  private final Attachment attachment;
  private final ReadingRows readings;
  private final LiveWorkloads workloads;

  BackupSeats(Attachment attachment, ReadingRows readings, LiveWorkloads workloads) {
    this.attachment = attachment;
    this.readings = readings;
    this.workloads = workloads;
  }

  private record Place(Placement placement, ServiceView service, EnvironmentView environment) {

    /// Production before the rest, then the higher rank.
    static final Comparator<Place> STRICTEST =
        Comparator.<Place, Boolean>comparing(
                place -> place.environment.environmentClass() != EnvironmentClass.PRODUCTION)
            .thenComparingInt(place -> -place.environment.rank());
  }

  /// Empty where nothing that it copies is placed near it.
  Optional<BackupSeat> of(SourceRow source) {
    var places = places(source);
    return places.stream()
        .min(
            Place.STRICTEST
                .thenComparing(place -> workloads.state(place.placement.workload()).isEmpty())
                .thenComparing(place -> place.service.slug()))
        .map(seat ->
            new BackupSeat(
                source,
                seat.placement,
                seat.service,
                seat.environment,
                places.stream()
                    .map(place ->
                        new Touched(place.service.id().value(), place.environment.id().value()))
                    .distinct()
                    .toList(),
                namespaces(places)));
  }

  private static Map<String, List<String>> namespaces(List<Place> places) {
    var found = new TreeMap<String, List<String>>();
    places.stream()
        .sorted(Comparator.comparing(place -> place.service.slug()))
        .forEach(place ->
            found
                .computeIfAbsent(place.placement.workload().namespace(), _ -> new ArrayList<>())
                .add(place.service.slug()));
    return found;
  }

  /// Which service lives in a namespace of this name, on any cluster, such as `mysql in
  /// Production`.
  Optional<String> living(String namespace) {
    return attachment.placed().values().stream()
        .flatMap(List::stream)
        .filter(placement -> placement.workload().namespace().equals(namespace))
        .flatMap(placement ->
            attachment.service(placement).stream().flatMap(service -> place(placement, service)))
        .map(place -> place.service.slug() + " in " + place.environment.name())
        .sorted()
        .findFirst();
  }

  private List<Place> places(SourceRow source) {
    var placed = attachment.placed();
    var cluster = source.cluster();
    var reading = cluster == null ? null : readings.all().get(cluster);
    var services =
        attachment.concerned(source, placed, reading == null ? List.of() : reading.stores());
    return Attachment.copied(source, placed, services).stream()
        .flatMap(placement ->
            attachment.service(placement).stream().flatMap(service -> place(placement, service)))
        .toList();
  }

  private Stream<Place> place(Placement placement, ServiceView service) {
    return attachment.environment(placement).stream()
        .map(environment -> new Place(placement, service, environment));
  }
}
