package dev.slipway.clusters.spi;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// The placement cannot be changed yet. Says what holds it and leads there.
public class PlacementHeld extends DomainFailure {

  private final String href;
  private final String action;

  /// What holds it is ended where the service is shown in its environment.
  public PlacementHeld(String message) {
    this(message, "", "");
  }

  /// @param href where to end what holds it
  /// @param action what that link says
  public PlacementHeld(String message, String href, String action) {
    super(ProblemType.CONFLICT, message);
    this.href = href;
    this.action = action;
  }

  public String href() {
    return href;
  }

  public String link() {
    return action;
  }
}
