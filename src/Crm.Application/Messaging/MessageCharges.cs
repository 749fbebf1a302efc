using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging;

/// <summary>What templates cost: taken before they are sent, given back once when they do not go or cost nothing. The use case saves.</summary>
internal sealed class MessageCharges(IMessagingDb db, IAccountBalance balance)
{
    private const string Taken = "Message template";
    private const string Returned = "Message template, returned";

    /// <param name="category">Of the template.</param>
    /// <exception cref="DomainException"><c>balance_insufficient</c></exception>
    public async Task TakeAsync(Message message, string category, CancellationToken cancellationToken)
    {
        var price = await db
            .MessagePrices.Where(row => row.Category == category)
            .Select(row => row.Amount)
            .SingleOrDefaultAsync(cancellationToken);
        if (price > 0)
        {
            message.Pay(price);
            await balance.TakeAsync(price, Taken, message.ChargeReference, cancellationToken);
        }
    }

    /// <summary>It will not be sent, or was refused.</summary>
    public async Task ReturnAsync(Message message, CancellationToken cancellationToken)
    {
        if (message.Refund())
        {
            await balance.GiveBackAsync(message.Price!.Value, Returned, message.ChargeReference, cancellationToken);
        }
    }

    /// <summary>The platform told of it: what it costs follows from all that is known by now, in whichever order that came.</summary>
    public async Task FollowAsync(Message message, CancellationToken cancellationToken)
    {
        await ReturnAsync(message, cancellationToken);
        if (message.IsOwedAgain)
        {
            await TakeAgainAsync(message, message.Price!.Value, cancellationToken);
        }

        message.Settle();
    }

    private async Task TakeAgainAsync(Message message, decimal price, CancellationToken cancellationToken)
    {
        try
        {
            await balance.TakeAsync(price, Taken, message.NextChargeReference, cancellationToken);
            message.Pay(price);
        }
        catch (DomainException)
        {
            // The balance does not reach: it stays returned, since what has arrived cannot be refused any more.
        }
    }
}
