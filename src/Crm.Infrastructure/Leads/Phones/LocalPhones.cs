using Crm.Application.Common.Phones;
using Crm.Application.Leads;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Leads.Phones;

internal sealed class LocalPhones(IPhoneNumbers phones, ILeadReferences references) : ILocalPhones
{
    public async ValueTask<PhoneNumber?> ReadAsync(string text, CancellationToken cancellationToken) =>
        phones.Parse(text, await references.CountryAsync(cancellationToken));
}
