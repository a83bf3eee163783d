package dev.slipway.slo.formats;

/// One objective cannot be taken over; the others of its file can.
final class ObjectiveRefused extends RuntimeException {

  private final transient SloFinding finding;

  ObjectiveRefused(SloFinding finding) {
    super(finding.what());
    this.finding = finding;
  }

  ObjectiveRefused(FindingCode code, String what, String why, String todo) {
    this(SloFinding.of(code, what, why, todo));
  }

  SloFinding finding() {
    return finding;
  }
}
