using Crm.Domain.ApiTokens;
using Crm.Domain.Tenancy;

namespace Crm.WebApi.Tests.Access;

/// <summary>A kind of caller, and what the table promises it.</summary>
/// <param name="Refusal">The status with which a route refuses it; null when it is let in.</param>
internal sealed record Visitor(string Name, HttpClient Client, Func<AccessRow, int?> Refusal)
{
    /// <summary>Nobody, or somebody who shows what is worth nothing.</summary>
    public static Visitor Unknown(string name, HttpClient client) =>
        new(name, client, row => row.IsForAnyone ? null : 401);

    /// <summary>A good token from where it may not be used.</summary>
    public static Visitor Misplaced(string name, HttpClient client) =>
        new(name, client, row => row.IsForAnyone ? null : 403);

    public static Visitor Person(
        string name,
        HttpClient client,
        Role role,
        bool isBound = false,
        bool isLapsed = false
    ) =>
        new(
            name,
            client,
            row =>
                row.IsForAnyone
                || (
                    row.Admits(role, isPlatformAdmin: false)
                    && (!isBound || row.AdmitsBound)
                    && (!isLapsed || !row.NeedsSubscription)
                )
                    ? null
                    : 403
        );

    public static Visitor PlatformAdmin(HttpClient client) =>
        new("platform admin", client, row => row.Admits(role: null, isPlatformAdmin: true) ? null : 403);

    public static Visitor Token(string name, HttpClient client, TokenPermission permission, bool isBound = false) =>
        new(
            name,
            client,
            row => row.IsForAnyone || (row.Admits(permission) && (!isBound || row.AdmitsBound)) ? null : 403
        );
}
