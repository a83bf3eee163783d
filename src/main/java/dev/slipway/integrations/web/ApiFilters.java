package dev.slipway.integrations.web;

import dev.slipway.integrations.ApiProperties;
import dev.slipway.kernel.DomainFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/// What every call of the API goes through around sign-in, from outside in: limits of strangers,
/// sign-in, limits of callers, cursors, keys.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class ApiFilters {

  private static final int SIGN_IN = SecurityFilterProperties.DEFAULT_FILTER_ORDER;

  @Bean
  FilterRegistrationBean<ApiFilter> strangersOfTheApi(ApiLimits limits) {
    return at(SIGN_IN - 1, new ApiFilter(Callers::isProgram, limits::beforeAnybodyIsKnown));
  }

  @Bean
  FilterRegistrationBean<ApiFilter> callersOfTheApi(ApiLimits limits) {
    return at(SIGN_IN + 1, new ApiFilter(limits::ofWhoeverIsKnown));
  }

  @Bean
  FilterRegistrationBean<ApiFilter> cursorsOfTheApi(CursorAdvice cursors, Refusal refusal) {
    return at(
        SIGN_IN + 2,
        new ApiFilter((request, response, chain) -> {
          HttpServletRequest opened;
          try {
            opened = cursors.opened(request);
          } catch (DomainFailure forged) {
            refusal.answer(forged, request, response);
            return;
          }
          chain.doFilter(opened, response);
        }));
  }

  @Bean
  FilterRegistrationBean<ApiFilter> keysOfTheApi(RepeatedCalls calls) {
    return at(SIGN_IN + 3, new ApiFilter(calls::once));
  }

  private static FilterRegistrationBean<ApiFilter> at(int order, ApiFilter filter) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  /// One step of the way; pages do not take it.
  interface Step {
    void take(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException;
  }

  static final class ApiFilter extends OncePerRequestFilter {

    private final Predicate<HttpServletRequest> whose;
    private final Step step;

    ApiFilter(Step step) {
      this(Callers::isApi, step);
    }

    ApiFilter(Predicate<HttpServletRequest> whose, Step step) {
      this.whose = whose;
      this.step = step;
    }

    /// Several of one kind stand in one chain.
    @Override
    protected String getAlreadyFilteredAttributeName() {
      return ApiFilter.class.getName() + "@" + System.identityHashCode(this);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return !whose.test(request);
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      step.take(request, response, chain);
    }
  }
}
