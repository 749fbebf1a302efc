namespace Crm.Domain.Messaging;

/// <summary>What it costs, read from all that was told of it.</summary>
public sealed partial class Message
{
    public decimal? Price { get; private set; }
    public MessageCharge Charge { get; private set; }

    /// <summary>What the platform told of its cost; that it is free is the last word.</summary>
    public bool? IsBillable { get; private set; }

    /// <summary>How often it was paid for: a person may have it sent again after the money came back.</summary>
    public int Charges { get; private set; }

    public string ChargeReference => ChargeName(Charges);

    public string NextChargeReference => ChargeName(Charges + 1);

    /// <summary>Its cost was taken from the balance.</summary>
    public void Pay(decimal price)
    {
        Price = price;
        Charge = MessageCharge.Reserved;
        Charges++;
    }

    /// <summary>It came back for a failure, and then it had arrived all the same.</summary>
    public bool IsOwedAgain => Charge is MessageCharge.Returned && HasArrived && IsBillable is not false;

    private bool HasArrived => DeliveredAt is not null || ReadAt is not null;

    /// <summary>Platforms charge for what arrives: until then the cost is reserved only.</summary>
    public void Settle()
    {
        if (Charge is MessageCharge.Reserved && HasArrived && IsBillable is true)
        {
            Charge = MessageCharge.Settled;
        }
    }

    /// <returns>Whether what was taken has to be given back: it is free, or did not go and has not arrived.</returns>
    public bool Refund()
    {
        var isOver = Status is MessageStatus.Failed or MessageStatus.Cancelled;
        var isOwed = IsBillable is not false && (HasArrived || !isOver);
        if (isOwed || Charge is not (MessageCharge.Reserved or MessageCharge.Settled))
        {
            return false;
        }

        Charge = MessageCharge.Returned;

        return true;
    }

    private string ChargeName(int charges) => charges > 1 ? $"message:{Id}:{charges}" : $"message:{Id}";
}
