package dev.slipway.backups.web;

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

/// The road of reports: no session and no API token counts here, only the key of one backup, which
/// counts nowhere else.
@Configuration(proxyBeanMethods = false)
class ReportSecurity {

  /// Before the chain of programs, which would take the key for one of its tokens.
  @Bean
  @Order(2)
  SecurityFilterChain reportsOfBackups(HttpSecurity http) throws Exception {
    var contexts = new RequestAttributeSecurityContextRepository();
    return http.securityMatcher("/api/v1/backup-reports/**")
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
                .requestMatchers(HttpMethod.POST, "/api/v1/backup-reports/*")
                .permitAll()
                .anyRequest()
                .denyAll())
        .build();
  }
}
