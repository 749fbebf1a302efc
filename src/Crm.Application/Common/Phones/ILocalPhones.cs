using Crm.Domain.Common;

namespace Crm.Application.Common.Phones;

/// <summary>Reads phone numbers as people of the tenant's country type them.</summary>
public interface ILocalPhones
{
    /// <summary>Null when it cannot be a phone number.</summary>
    ValueTask<PhoneNumber?> ReadAsync(string text, CancellationToken cancellationToken);
}
