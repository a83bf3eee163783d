package dev.slipway.integrations.web;

import dev.slipway.kernel.DomainFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Answers where no handler has been reached yet, as the failure of one would be answered.
@Component
class Refusal {

  private final HandlerExceptionResolver failures;

  Refusal(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
    this.failures = failures;
  }

  void answer(DomainFailure failure, HttpServletRequest request, HttpServletResponse response) {
    var _ = failures.resolveException(request, response, null, failure);
  }
}
