using Crm.Application.Common;
using Crm.Application.Leads.Contracts;
using Crm.Domain.Leads;

namespace Crm.Application.Leads.Consents;

/// <summary>Tells the other modules of consents once they are committed; what was refused or taken back is for whoever asks.</summary>
internal sealed class ConsentNews(IEnumerable<IEventHandler<ConsentRecorded>> handlers)
{
    public async Task TellAsync(Lead lead, IEnumerable<string> channels, CancellationToken cancellationToken)
    {
        foreach (var channel in channels.Distinct(StringComparer.Ordinal))
        {
            foreach (var handler in handlers)
            {
                await handler.HandleAsync(new(lead.Id, lead.Phone, channel), cancellationToken);
            }
        }
    }
}
