package dev.slipway.identity;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// The act is weighty enough that the person must have proved who they are within the last minutes.
public class SignInAgain extends DomainFailure {

  SignInAgain() {
    super(
        ProblemType.SIGN_IN_AGAIN,
        "This act needs a sign-in of the last five minutes. Confirm that it is you, then send it again.");
  }
}
