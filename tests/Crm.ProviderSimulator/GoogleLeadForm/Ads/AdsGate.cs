using System.Collections.Concurrent;
using System.Globalization;
using Crm.ProviderSimulator.GoogleLeadForm.Accounts;

namespace Crm.ProviderSimulator.GoogleLeadForm.Ads;

/// <summary>What every call of the Google Ads API passes: version, bearer, scope, developer token and login customer.</summary>
internal sealed class AdsGate(GoogleGrants grants, AdsRefusals refusals)
{
    public const string DemoDeveloperToken = "google_demo_developer_token";

    private const string Bearer = "Bearer ";
    private static readonly IReadOnlyList<int> FirstVersions = [23, 24, 25, 26];

    /// <summary>Versions live about a year.</summary>
    public IReadOnlyList<int> Versions { get; set; } = FirstVersions;

    /// <summary>Developer tokens, and whether each is approved for other than test accounts.</summary>
    public ConcurrentDictionary<string, bool> DeveloperTokens { get; } =
        new(StringComparer.Ordinal) { [DemoDeveloperToken] = true };

    public (GoogleGrant? Grant, IResult? Refusal) Enter(HttpContext context, string version)
    {
        if (!int.TryParse(version, CultureInfo.InvariantCulture, out var number) || !Versions.Contains(number))
        {
            return Invalid(context, "requestError", "UNSUPPORTED_VERSION", "this version is retired or unknown");
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (
            !header.StartsWith(Bearer, StringComparison.Ordinal)
            || grants.FindByAccess(header[Bearer.Length..]) is not { } grant
        )
        {
            return Unauthenticated(
                context,
                "OAUTH_TOKEN_INVALID",
                "the bearer is missing, unknown, expired or revoked"
            );
        }

        if (!grant.Scopes.Contains(GoogleConsent.AdsScope))
        {
            return Denied(context, "ACTION_NOT_PERMITTED", "the token lacks the scope of Google Ads");
        }

        var developerToken = context.Request.Headers["developer-token"].ToString();
        return developerToken.Length == 0
                ? Invalid(
                    context,
                    "requestError",
                    "DEVELOPER_TOKEN_PARAMETER_MISSING",
                    "the header developer-token is missing"
                )
            : !DeveloperTokens.TryGetValue(developerToken, out var approved)
                ? Unauthenticated(context, "DEVELOPER_TOKEN_INVALID", "the developer token is unknown")
            : !approved ? Denied(context, "DEVELOPER_TOKEN_NOT_APPROVED", "the developer token is not approved")
            : (grant, null);
    }

    /// <summary>A customer below a manager is reached through login-customer-id only, which is digits alone.</summary>
    public (AdsCustomer? Customer, IResult? Refusal) Customer(HttpContext context, GoogleGrant grant, string customerId)
    {
        var login = context.Request.Headers["login-customer-id"].ToString();
        if (!customerId.All(char.IsAsciiDigit) || AdsCustomers.Find(customerId) is not { } customer)
        {
            return (
                null,
                Invalid(
                    context,
                    "requestError",
                    "INVALID_CUSTOMER_ID",
                    "the customer id is unknown or not digits"
                ).Refusal
            );
        }

        if (customer.UserId != grant.UserId)
        {
            return (null, Denied(context, "USER_PERMISSION_DENIED", "the user has no access to this customer").Refusal);
        }

        var wanted = customer.Manager ?? customer.Id;
        return login == wanted || (login.Length == 0 && customer.Manager is null)
            ? (customer, null)
            : (
                null,
                Invalid(
                    context,
                    "headerError",
                    "INVALID_LOGIN_CUSTOMER_ID",
                    "login-customer-id is missing, has dashes or is not the manager of this customer"
                ).Refusal
            );
    }

    public void Reset()
    {
        Versions = FirstVersions;
        DeveloperTokens.Clear();
        DeveloperTokens[DemoDeveloperToken] = true;
    }

    private (GoogleGrant? Grant, IResult? Refusal) Invalid(
        HttpContext context,
        string kind,
        string code,
        string reason
    ) => (null, refusals.Refuse(context, new(400, "INVALID_ARGUMENT", kind, code, reason), reason));

    private (GoogleGrant? Grant, IResult? Refusal) Unauthenticated(HttpContext context, string code, string reason) =>
        (null, refusals.Refuse(context, new(401, "UNAUTHENTICATED", "authenticationError", code, reason), reason));

    private (GoogleGrant? Grant, IResult? Refusal) Denied(HttpContext context, string code, string reason) =>
        (null, refusals.Refuse(context, new(403, "PERMISSION_DENIED", "authorizationError", code, reason), reason));
}
