using Crm.Domain.Common;

namespace Crm.Application.Identity.Contracts;

/// <summary>What a sign-in or a refresh hands to the caller.</summary>
public sealed record SessionTokens(Secret AccessToken, DateTimeOffset AccessExpiresAt, Secret RefreshToken);
