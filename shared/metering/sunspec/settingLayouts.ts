/** Registers of SunSpec’s common model (1), name plate (120), settings (121), status with energy counters (122) and controls (123), in the notation of layout.ts. */
import { layout } from "./layout.ts";

export const COMMON = layout(`
  Mn:str16 Md:str16 Opt:str8 Vr:str8 SN:str16 DA:u16 Pad:pad`);
export const NAMEPLATE = layout(`
  DERTyp:e16 WRtg:u16*WRtg_SF:W WRtg_SF:sf VARtg:u16*VARtg_SF:VA VARtg_SF:sf VArRtgQ1:i16*VArRtg_SF:var
  VArRtgQ2:i16*VArRtg_SF:var VArRtgQ3:i16*VArRtg_SF:var VArRtgQ4:i16*VArRtg_SF:var VArRtg_SF:sf ARtg:u16*ARtg_SF:A
  ARtg_SF:sf PFRtgQ1:i16*PFRtg_SF:1 PFRtgQ2:i16*PFRtg_SF:1 PFRtgQ3:i16*PFRtg_SF:1 PFRtgQ4:i16*PFRtg_SF:1
  PFRtg_SF:sf WHRtg:u16*WHRtg_SF:Wh WHRtg_SF:sf AhrRtg:u16*AhrRtg_SF:Ah AhrRtg_SF:sf MaxChaRte:u16*MaxChaRte_SF:W
  MaxChaRte_SF:sf MaxDisChaRte:u16*MaxDisChaRte_SF:W MaxDisChaRte_SF:sf Pad:pad`);
export const SETTINGS = layout(`
  WMax:u16*WMax_SF:W VRef:u16*VRef_SF:V VRefOfs:i16*VRefOfs_SF:V VMax:u16*VMinMax_SF:V VMin:u16*VMinMax_SF:V
  VAMax:u16*VAMax_SF:VA VArMaxQ1:i16*VArMax_SF:var VArMaxQ2:i16*VArMax_SF:var VArMaxQ3:i16*VArMax_SF:var
  VArMaxQ4:i16*VArMax_SF:var WGra:u16*WGra_SF:% PFMinQ1:i16*PFMin_SF:1 PFMinQ2:i16*PFMin_SF:1
  PFMinQ3:i16*PFMin_SF:1 PFMinQ4:i16*PFMin_SF:1 VArAct:e16 ClcTotVA:e16 MaxRmpRte:u16*MaxRmpRte_SF:%
  ECPNomHz:u16*ECPNomHz_SF:Hz ConnPh:e16 WMax_SF:sf VRef_SF:sf VRefOfs_SF:sf VMinMax_SF:sf VAMax_SF:sf
  VArMax_SF:sf WGra_SF:sf PFMin_SF:sf MaxRmpRte_SF:sf ECPNomHz_SF:sf`);
export const STATUS = layout(`
  PVConn:b16 StorConn:b16 ECPConn:b16 ActWh:acc64:Wh ActVAh:acc64:VAh ActVArhQ1:acc64:varh ActVArhQ2:acc64:varh
  ActVArhQ3:acc64:varh ActVArhQ4:acc64:varh VArAval:i16*VArAval_SF:var VArAval_SF:sf WAval:u16*WAval_SF:var
  WAval_SF:sf StSetLimMsk:b32 StActCtl:b32 TmSrc:str4 Tms:u32:s RtSt:b16 Ris:u16*Ris_SF:Ω Ris_SF:sf`);
export const CONTROLS = layout(`
  Conn_WinTms:u16:s Conn_RvrtTms:u16:s Conn:e16 WMaxLimPct:u16*WMaxLimPct_SF:% WMaxLimPct_WinTms:u16:s
  WMaxLimPct_RvrtTms:u16:s WMaxLimPct_RmpTms:u16:s WMaxLim_Ena:e16 OutPFSet:i16*OutPFSet_SF:1
  OutPFSet_WinTms:u16:s OutPFSet_RvrtTms:u16:s OutPFSet_RmpTms:u16:s OutPFSet_Ena:e16 VArWMaxPct:i16*VArPct_SF:%
  VArMaxPct:i16*VArPct_SF:% VArAvalPct:i16*VArPct_SF:% VArPct_WinTms:u16:s VArPct_RvrtTms:u16:s
  VArPct_RmpTms:u16:s VArPct_Mod:e16 VArPct_Ena:e16 WMaxLimPct_SF:sf OutPFSet_SF:sf VArPct_SF:sf`);
