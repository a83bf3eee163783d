package dev.slipway.verification.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.verification.Verifications;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Verifications over the API.
@RestController
@RequestMapping("/api/v1/deployments/{id}/verification")
class VerificationResource {

  private final Verifications verifications;

  VerificationResource(Verifications verifications) {
    this.verifications = verifications;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  VerificationAnswer one(@PathVariable UUID id) {
    return verifications
        .ofDeployment(id)
        .map(VerificationAnswer::of)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND, "This deployment was not to be verified, or is not there."));
  }
}
