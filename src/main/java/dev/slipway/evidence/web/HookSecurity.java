package dev.slipway.evidence.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/// The road of webhooks: no session, no cookie, no token and so no form token; a delivery is known
/// by its signature or not at all. Everything but a POST to one of them is refused.
@Configuration(proxyBeanMethods = false)
class HookSecurity {

  /// Before the chains of programs and of pages, so that a credential or a cookie counts for
  /// nothing.
  @Bean
  @Order(2)
  SecurityFilterChain deliveriesOfHooks(HttpSecurity http) throws Exception {
    var contexts = new RequestAttributeSecurityContextRepository();
    return http.securityMatcher("/hooks/**")
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(security -> security.securityContextRepository(contexts))
        .exceptionHandling(refusals ->
            refusals.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(HttpMethod.POST, "/hooks/*")
                .permitAll()
                .anyRequest()
                .denyAll())
        .build();
  }
}
