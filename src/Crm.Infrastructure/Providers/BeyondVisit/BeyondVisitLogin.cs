using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.BeyondVisit;

/// <summary>Single sign-on into the panel: every link takes a login token of its own, fetched as it is asked for and never kept.</summary>
internal sealed class BeyondVisitLogin(IBeyondVisitApi api, BeyondVisitOptions options)
    : ICredentialConnector,
        ISignInLinks
{
    /// <summary>Nobody has it: being told so proves the keys.</summary>
    private const string Nobody = "-";

    public ProviderDescriptor Descriptor => BeyondVisitProvider.Descriptor;

    /// <summary>The panel's user code names the account; without a user token only the keys can be tried, and a fingerprint of them does.</summary>
    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var userToken = credentials.Find(BeyondVisitProvider.UserToken);
        var (answer, status) = await AskAsync(credentials, userToken ?? Nobody, cancellationToken);
        var isUser = BeyondVisitFailures.IsSuccess(answer);
        if (!isUser && (userToken is not null || !BeyondVisitFailures.IsUnknownUser(answer)))
        {
            throw BeyondVisitFailures.DescribeLogin(answer, status);
        }

        var fingerprint = Fingerprint(credentials.Get(BeyondVisitProvider.ApiKey));

        return new ConnectedAccount(
            isUser ? answer.UserCode! : fingerprint,
            DisplayName: null,
            Username: null,
            AvatarUrl: null,
            GrantedScopes: [],
            ProvenIds: [],
            Tokens: null
        )
        {
            // The same keys, before a user token named the panel.
            FormerId = isUser ? fingerprint : null,
        };
    }

    public async Task<SignInLink> CreateAsync(
        AccountAccess access,
        string? userToken,
        CancellationToken cancellationToken
    )
    {
        var own = access.Credentials.Find(BeyondVisitProvider.UserToken);
        var user = userToken ?? own;
        if (user is not { Length: > 0 and <= BeyondVisitProvider.LongestUserToken })
        {
            throw new ProviderException("provider_rejected", Descriptor.Key, "userToken", retryAfter: null);
        }

        var (answer, status) = await AskAsync(access.Credentials, user, cancellationToken);
        if (!BeyondVisitFailures.IsSuccess(answer))
        {
            throw BeyondVisitFailures.DescribeLogin(answer, status);
        }

        // The account's own user with another code is another panel.
        return user != own || answer.UserCode == access.ExternalId
            ? new(
                new Uri(options.ApiUrl, "external/Login/" + Uri.EscapeDataString(answer.LoginToken!)),
                answer.UserCode!
            )
            : throw new Domain.Common.DomainException("wrong_account", ("platform", Descriptor.DisplayName));
    }

    private async Task<(LoginTokenAnswer Answer, HttpStatusCode Status)> AskAsync(
        PastedCredentials credentials,
        string userToken,
        CancellationToken cancellationToken
    )
    {
        if (!options.MayBeAsked)
        {
            throw new ProviderException(
                "integration_not_configured",
                Descriptor.Key,
                "insecure_host",
                retryAfter: null
            );
        }

        var apiKey = credentials.Get(BeyondVisitProvider.ApiKey);
        var query = new LoginTokenQuery(
            apiKey,
            Sign(apiKey, credentials.Get(BeyondVisitProvider.SecretKey)),
            userToken
        );

        return await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.LoginTokenAsync(query, cancellationToken),
            cancellationToken
        );
    }

    [SuppressMessage("Security", "CA5351", Justification = "BeyondVisit's own signature (beyondvisit §2).")]
    internal static string Sign(string apiKey, string secretKey) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(apiKey + secretKey)));

    private static string Fingerprint(string apiKey) =>
        "key-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)))[..12];
}
