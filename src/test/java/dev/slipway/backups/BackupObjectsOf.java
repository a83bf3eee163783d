package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Listing;
import dev.slipway.clusters.BackupObjects.Told;
import java.util.EnumMap;
import java.util.List;

/// What a cluster told, told otherwise.
final class BackupObjectsOf {

  private BackupObjectsOf() {}

  /// The same from a cluster that refuses a kind.
  record Refusing(BackupObjects told, Kind kind) {

    BackupObjects objects() {
      return without(
          told, kind, new Listing(Told.FORBIDDEN, "May not read %s.".formatted(kind), List.of()));
    }
  }

  /// The same from a cluster that does not have a kind.
  record Lacking(BackupObjects told, Kind kind) {

    BackupObjects objects() {
      return without(
          told,
          kind,
          new Listing(Told.NOT_INSTALLED, "This cluster has no %s.".formatted(kind), List.of()));
    }
  }

  private static BackupObjects without(BackupObjects told, Kind kind, Listing instead) {
    var listings = new EnumMap<>(told.listings());
    listings.put(kind, instead);
    return new BackupObjects(told.asOf(), listings);
  }
}
