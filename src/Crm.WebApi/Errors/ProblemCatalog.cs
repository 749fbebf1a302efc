namespace Crm.WebApi.Errors;

/// <summary>The status of every problem code; titles and details are in Texts/*.json, meanings and remedies in docs/problems.md.</summary>
internal static class ProblemCatalog
{
    public static readonly IReadOnlyDictionary<string, int> Statuses = new Dictionary<string, int>(
        StringComparer.Ordinal
    )
    {
        ["validation_failed"] = 400,
        ["malformed_request"] = 400,
        ["invalid_credentials"] = 400,
        ["two_factor_required"] = 400,
        ["two_factor_invalid"] = 400,
        ["link_invalid"] = 400,
        ["account_proof_required"] = 400,
        ["credentials_incomplete"] = 400,
        ["invitation_invalid"] = 400,
        ["reconnect_link_invalid"] = 400,
        ["unauthorized"] = 401,
        ["refresh_token_reused"] = 401,
        ["forbidden"] = 403,
        ["subscription_inactive"] = 403,
        ["plan_limit_reached"] = 403,
        ["not_found"] = 404,
        ["not_found_at_provider"] = 404,
        ["method_not_allowed"] = 405,
        ["request_timeout"] = 408,
        ["email_taken"] = 409,
        ["last_owner"] = 409,
        ["already_member"] = 409,
        ["role_covers_all_venues"] = 409,
        ["sign_in_required"] = 409,
        ["currency_fixed"] = 409,
        ["balance_insufficient"] = 409,
        ["reference_taken"] = 409,
        ["trial_over"] = 409,
        ["two_factor_already_enabled"] = 409,
        ["two_factor_not_enabled"] = 409,
        ["integration_not_configured"] = 409,
        ["authentication_failed"] = 409,
        ["permission_denied"] = 409,
        ["wrong_account"] = 409,
        ["account_in_use"] = 409,
        ["not_supported_by_platform"] = 409,
        ["duplicate_lead"] = 409,
        ["external_id_taken"] = 409,
        ["venue_in_use"] = 409,
        ["duplicate_hotspot_user"] = 409,
        ["webhook_event_not_replayable"] = 409,
        ["concurrent_change"] = 409,
        ["idempotency_in_progress"] = 409,
        ["outcome_unknown"] = 409,
        ["secret_not_replayable"] = 409,
        ["precondition_failed"] = 412,
        ["payload_too_large"] = 413,
        ["unsupported_media_type"] = 415,
        ["idempotency_key_reused"] = 422,
        ["provider_rejected"] = 422,
        ["rate_limited"] = 429,
        ["rate_limited_by_provider"] = 429,
        ["internal_error"] = 500,
        ["unavailable"] = 503,
        ["provider_unavailable"] = 503,
    };

    /// <summary>The code for a status that the framework set without a body.</summary>
    public static string CodeOf(int status) =>
        status switch
        {
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not_found",
            405 => "method_not_allowed",
            408 => "request_timeout",
            412 => "precondition_failed",
            413 => "payload_too_large",
            415 => "unsupported_media_type",
            429 => "rate_limited",
            503 => "unavailable",
            < 500 => "malformed_request",
            _ => "internal_error",
        };
}
