package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentNotFound;
import java.beans.PropertyEditorSupport;
import java.util.UUID;

/// Reads the id of an address; a broken one is a deployment that does not exist.
class DeploymentIds extends PropertyEditorSupport {

  @Override
  public void setAsText(String text) {
    try {
      setValue(UUID.fromString(text));
    } catch (IllegalArgumentException broken) {
      throw new DeploymentNotFound();
    }
  }
}
