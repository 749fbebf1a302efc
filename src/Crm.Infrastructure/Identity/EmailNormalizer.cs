using System.Diagnostics.CodeAnalysis;
using Crm.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace Crm.Infrastructure.Identity;

internal sealed class EmailNormalizer : ILookupNormalizer
{
    [return: NotNullIfNotNull(nameof(email))]
    public string? NormalizeEmail(string? email) => email is null ? null : EmailAddress.Normalize(email);

    [return: NotNullIfNotNull(nameof(name))]
    public string? NormalizeName(string? name) => NormalizeEmail(name);
}
