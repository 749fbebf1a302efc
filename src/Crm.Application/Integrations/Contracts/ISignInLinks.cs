namespace Crm.Application.Integrations.Contracts;

/// <summary>Opens the provider's own panel for a person without another sign-in.</summary>
public interface ISignInLinks : IProvider
{
    /// <param name="userToken">The provider's name of the person; null: the one that was pasted for the account.</param>
    Task<SignInLink> CreateAsync(AccountAccess access, string? userToken, CancellationToken cancellationToken);
}

/// <param name="Url">Opens the panel once; as good as a password until then.</param>
/// <param name="UserCode">Belongs into the scripts of the customer's pages.</param>
public sealed record SignInLink(Uri Url, string UserCode)
{
    public override string ToString() => UserCode;
}
