package dev.slipway.onboarding;

import java.util.List;

/// What a catalog file would do, before it does it.
///
/// @param hash of the file and of all that is said here: the import is bound to it
/// @param same how many entries of the file are in Slipway as they stand there
/// @param leftAlone what Slipway has and the file does not, such as `service cart`
/// @param problems why it cannot be imported as it is, as sentences; empty if it can
public record FilePlan(
    String hash, List<Change> changes, int same, List<String> leftAlone, List<String> problems) {

  /// An entry that is added or changed.
  ///
  /// @param what such as `service student-service`
  /// @param added whether Slipway has it not yet
  public record Change(String what, boolean added, List<Field> fields) {}

  /// A field with what it says before and after; before is empty where it is added.
  public record Field(String name, String before, String after) {}

  public boolean changesNothing() {
    return changes.isEmpty();
  }
}
